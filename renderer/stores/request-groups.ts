/** How the list of change requests is divided: who the next move belongs to. */
import type { RequestState, RequestSummary } from '../../db/domain.ts'

export const requestGroups = ['waiting-for-you', 'waiting-to-send', 'drafts', 'at-imdi', 'closed'] as const
export type RequestGroup = (typeof requestGroups)[number]

const groupOfState: Record<RequestState, RequestGroup> = {
  'needs-decision': 'waiting-for-you',
  refused: 'waiting-for-you',
  'needs-info': 'waiting-for-you',
  queued: 'waiting-to-send',
  sending: 'waiting-to-send',
  draft: 'drafts',
  sent: 'at-imdi',
  'sent-unconfirmed': 'at-imdi',
  received: 'at-imdi',
  'in-progress': 'at-imdi',
  other: 'at-imdi',
  granted: 'closed',
  rejected: 'closed',
  withdrawn: 'closed',
}

export const groupOf = (request: RequestSummary): RequestGroup => groupOfState[request.state]

export interface GroupedRequests {
  readonly group: RequestGroup
  readonly rows: readonly RequestSummary[]
}

/** The groups that have rows, in order; newest change first in each. */
export function groupRequests(rows: readonly RequestSummary[]): readonly GroupedRequests[] {
  const newestFirst = [...rows].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id))
  return requestGroups
    .map((group) => ({ group, rows: newestFirst.filter((row) => groupOf(row) === group) }))
    .filter(({ rows }) => rows.length > 0)
}

/** How many rows each group has. */
export function countGroups(rows: readonly RequestSummary[]): Record<RequestGroup, number> {
  const counts = { 'waiting-for-you': 0, 'waiting-to-send': 0, drafts: 0, 'at-imdi': 0, closed: 0 }
  for (const row of rows) counts[groupOf(row)] += 1
  return counts
}
