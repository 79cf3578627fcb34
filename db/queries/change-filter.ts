import type { CaseQuery } from '../calls.ts'
import { caseStatuses } from '../domain.ts'
import type { ReadDb } from '../handles.ts'

/** The index by name: without statistics SQLite takes the primary key and walks through years of payouts. */
export const changedCasesSql = `select distinct case_id from history indexed by history_by_sync
  where sync_id = ? and entity = ? and column = ? and (? = '' or after = ?)`

/** Cases that one sync brought in or changed, as the history tells (`column` '' = the row is new). */
export function changedCases(work: ReadDb, change: NonNullable<CaseQuery['change']>): Set<string> {
  const { entity, column, after } = where[change.kind]
  const rows = work.prepare<{ case_id: string }>(changedCasesSql).all(change.syncId, entity, column, after, after)
  return new Set(rows.map((row) => row.case_id))
}

const where: Readonly<
  Record<NonNullable<CaseQuery['change']>['kind'], { entity: string; column: string; after: string }>
> = {
  'new-case': { entity: 'grant_case', column: '', after: '' },
  'new-payout': { entity: 'payout', column: 'paid', after: '' },
  stopped: { entity: 'grant_case', column: 'status', after: String(caseStatuses.stopped) },
  amount: { entity: 'payout', column: 'amount', after: '' },
}
