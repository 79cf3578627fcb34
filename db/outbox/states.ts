/**
 * A request's states while they are ours, and the only moves between them.
 * From `sent` on the state is IMDi's and comes by pull; the one way back is `vanished`, which waits for a decision,
 * and is `sent` again when IMDi has the request after all.
 * Deleting a draft is no move: the row is marked and can be restored.
 */
import type { WorkTables } from '../schema/work.ts'

export type OwnState = WorkTables['draft']['state']

export const ownStates = [
  'draft',
  'queued',
  'sending',
  'needs-decision',
  'refused',
  'withdrawn',
  'sent',
  'sent-unconfirmed',
] as const satisfies readonly OwnState[]

const moves: Readonly<Record<OwnState, readonly OwnState[]>> = {
  draft: ['queued'],
  queued: ['sending', 'draft', 'withdrawn', 'needs-decision'],
  sending: ['sent', 'sent-unconfirmed', 'queued', 'needs-decision', 'refused'],
  'needs-decision': ['queued', 'draft', 'withdrawn', 'sent'],
  refused: ['draft', 'withdrawn'],
  withdrawn: [],
  'sent-unconfirmed': ['sent', 'needs-decision'],
  sent: ['needs-decision'],
}

export function mayMove(from: OwnState, to: OwnState): boolean {
  return moves[from].includes(to)
}

/** States that a case's "open requests" count, beside IMDi's own open ones. */
export const openOwnStates: readonly OwnState[] = [
  'draft',
  'queued',
  'sending',
  'needs-decision',
  'refused',
  'sent',
  'sent-unconfirmed',
]
