/** What a page changes, field by field, worked out before it is applied. Pure. */
import type { WorkTables } from '../schema/work.ts'

export type HistoryLine = Omit<WorkTables['history'], 'sync_id' | 'at'>
type Row = Readonly<Record<string, unknown>>

/** Texts that follow a code, and marks that change at every write, are not changes of their own. */
const followed: Readonly<Record<string, readonly string[]>> = {
  grant_case: [
    'case_number',
    'type',
    'code',
    'given_name',
    'family_name',
    'national_id',
    'duf_number',
    'birth_date',
    'gender',
    'citizenship',
    'qualifying_date',
    'settled_date',
    'grant_year',
    'total_amount',
    'municipality_number',
    'moved_to',
    'moved_from',
    'status',
    'stop_reason',
    'stop_date',
  ],
  payout: ['case_id', 'term_id', 'amount', 'kind', 'grant_year', 'code', 'payment_date', 'reference', 'status'],
  term: ['name', 'term_date', 'payment_date', 'status'],
  request: ['status', 'answer'],
}

const paid = 2
const received = 1

/**
 * Lines for one row: `before` null when it is new, `after` null when it is deleted. Beside real columns there are
 * `''` (the row is new), `deleted`, and `paid` (a payout that is paid now and was not before; `after` = øre).
 */
export function historyLines(entity: string, before: Row | null, after: Row | null): HistoryLine[] {
  const columns = followed[entity]
  const row = after ?? before
  if (!columns || !row) return []
  const line = (column: string, was: unknown, is: unknown): HistoryLine => ({
    entity,
    row_id: String(row.id),
    case_id: caseOf(entity, row),
    etag: String(row.etag),
    column,
    before: text(was),
    after: text(is),
  })
  if (!after) return [line('deleted', null, null)]
  const lines = before
    ? columns.filter((name) => before[name] !== after[name]).map((name) => line(name, before[name], after[name]))
    : [line('', null, null)]
  if (entity === 'payout' && after.status === paid && before?.status !== paid)
    lines.push(line('paid', null, after.amount))
  // A request first seen when IMDi has answered it already is an answer too.
  if (entity === 'request' && !before && after.status !== received) lines.push(line('status', null, after.status))
  return lines
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}

function caseOf(entity: string, row: Row): string {
  if (entity === 'grant_case') return String(row.id)
  if (entity === 'payout') return String(row.case_id)
  return entity === 'request' && row.regarding_kind === 'case' ? String(row.regarding_id) : ''
}
