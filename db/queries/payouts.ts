import type { Payout, Term } from '../domain.ts'
import { type ReadDb, replicaQuery } from '../handles.ts'
import { oldestFirst } from '../outbox/terms.ts'
import { payoutOf } from './rows.ts'

/** A case's payouts, newest term first; those whose term is not here yet come before all others. */
export function payoutsOf(replica: ReadDb, caseId: string, terms: ReadonlyMap<string, Term>): Payout[] {
  const rows = replica.all(replicaQuery.selectFrom('payout').selectAll().where('case_id', '=', caseId))
  return rows.map((row) => payoutOf(row, terms)).sort(newestFirst)
}

function newestFirst(a: Payout, b: Payout): number {
  if (a.term === null || b.term === null) {
    if (a.term !== b.term) return a.term === null ? -1 : 1
  } else {
    const byTerm = oldestFirst(b.term, a.term)
    if (byTerm !== 0) return byTerm
  }
  const [dateA, dateB] = [a.paymentDate ?? '', b.paymentDate ?? '']
  if (dateA !== dateB) return dateA < dateB ? 1 : -1
  return a.id < b.id ? -1 : 1
}
