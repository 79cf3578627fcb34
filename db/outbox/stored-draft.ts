/** A row of `draft`, parsed, and the one way its state changes. */
import type { Selectable, Updateable } from 'kysely'
import { z } from 'zod'
import { draftFields } from '../calls.ts'
import type { DecisionDifference, DecisionReason, DraftFields, QueueReason, Regarding } from '../domain.ts'
import { EngineError } from '../errors.ts'
import { type ReadDb, type WriteDb, workQuery } from '../handles.ts'
import type { WorkTables } from '../schema/work.ts'
import { type Basis, basisSchema, type OpenRequest } from './basis.ts'
import { oneLine } from './compose.ts'
import { mayMove, type OwnState, openOwnStates } from './states.ts'
import { suggestTitle } from './suggest-title.ts'

export interface StoredDraft {
  readonly id: string
  readonly noteId: string
  readonly revision: number
  readonly state: OwnState
  readonly regarding: Regarding
  readonly fields: DraftFields
  readonly basis: Basis
  /** What goes to IMDi; null while it is a draft. */
  readonly subject: string | null
  readonly noteSubject: string | null
  readonly noteText: string | null
  readonly createdAt: string
  readonly savedAt: string
  readonly submittedAt: string | null
  /** On a request that is not sent: since when it may have been at IMDi. */
  readonly sentAt: string | null
  readonly queueReason: QueueReason | null
  readonly attempts: number
  readonly nextTryAt: string | null
  readonly decision: DecisionReason | null
  readonly differences: readonly DecisionDifference[]
  readonly answer: string
  readonly sendAnyway: boolean
  readonly deletedAt: string | null
}

const differences = z.array(z.object({ field: z.string(), before: z.string(), now: z.string() }))

/** Stored work is unknown until parsed; a row that does not parse is a damaged file, never an empty draft. */
export function parseDraft(row: Selectable<WorkTables['draft']>): StoredDraft {
  return {
    id: row.id,
    noteId: row.note_id,
    revision: row.revision,
    state: row.state,
    regarding: { kind: row.regarding_kind, id: row.regarding_id },
    fields: stored(draftFields, row.fields),
    basis: stored(basisSchema, row.basis),
    subject: row.subject,
    noteSubject: row.note_subject,
    noteText: row.note_text,
    createdAt: row.created_at,
    savedAt: row.saved_at,
    submittedAt: row.submitted_at,
    sentAt: row.sent_at,
    queueReason: row.queue_reason,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    decision: row.decision,
    differences: stored(differences, row.differences),
    answer: row.answer,
    sendAnyway: row.send_anyway === 1,
    deletedAt: row.deleted_at,
  }
}

function stored<T>(schema: z.ZodType<T>, json: string): T {
  const parsed = schema.safeParse(JSON.parse(json))
  if (!parsed.success) throw new EngineError('corrupt', 'A stored request cannot be read', { cause: parsed.error })
  return parsed.data
}

/** Also when deleted; null when there is no such row. */
export function getDraft(db: ReadDb, id: string): StoredDraft | null {
  const row = db.get(workQuery.selectFrom('draft').selectAll().where('id', '=', id))
  return row ? parseDraft(row) : null
}

/**
 * Ours that are open on one case or term, oldest first. One that was sent counts only when it was sent after
 * `since`: whether IMDi has closed an older one is not told here, but by the basis that was read then.
 */
export function openDraftsOn(db: ReadDb, regardingId: string, since: string): OpenRequest[] {
  const rows = db.all(
    workQuery
      .selectFrom('draft')
      .selectAll()
      .where('regarding_id', '=', regardingId)
      .where('deleted_at', 'is', null)
      .where('state', 'in', [...openOwnStates])
      .orderBy('created_at'),
  )
  const isSent = (draft: StoredDraft) => draft.state === 'sent' || draft.state === 'sent-unconfirmed'
  const open = rows.map(parseDraft).filter((draft) => !isSent(draft) || (draft.sentAt ?? '') >= since)
  return open.map((draft) => ({
    id: draft.id,
    title: draftTitle(draft),
    state: draft.state,
    stateText: '',
    writtenAt: draft.createdAt,
  }))
}

/** The title as it went or will go. */
export function draftTitle(draft: StoredDraft): string {
  return draft.subject ?? (oneLine(draft.fields.title) || suggestTitle(draft.fields, draft.basis))
}

export function existing(db: ReadDb, id: string): StoredDraft {
  const draft = getDraft(db, id)
  if (draft === null || draft.deletedAt !== null) throw new EngineError('not-found', 'No such request of ours')
  return draft
}

type Change = Updateable<WorkTables['draft']>

/** What a settled request no longer carries from earlier rounds. */
export const settled = { decision: null, differences: '[]', answer: '', send_anyway: 0 } as const

export function change(db: WriteDb, id: string, values: Change): void {
  db.run(workQuery.updateTable('draft').set(values).where('id', '=', id))
}

/** @param only the state the order is for, where the table leads to `to` from others too */
export function move(db: WriteDb, draft: StoredDraft, to: OwnState, values: Change, only = draft.state): void {
  if (!mayMove(draft.state, to) || draft.state !== only)
    throw new EngineError('not-allowed-now', `${draft.state} does not become ${to}`)
  change(db, draft.id, { ...values, state: to })
}

export function refuse(draft: StoredDraft, verb: string): EngineError {
  return new EngineError('not-allowed-now', `A request that is ${draft.state} cannot be ${verb}`)
}
