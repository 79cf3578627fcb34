import { type Facet, payoutKinds, payoutStatuses, type Term, type TermTotals, termStatuses } from '../domain.ts'
import type { ReadDb } from '../handles.ts'

interface TotalsRow {
  readonly type: number | null
  readonly type_text: string | null
  readonly count: number
  readonly sum: number
  readonly offset_count: number
  readonly offset_sum: number
}

const offsets = `p.kind in (${payoutKinds.offset}, ${payoutKinds.repayment})`

/**
 * What a term comes to, per type of the cases it pays for. Of a paid term only what is paid counts, so that the sum
 * is the one on the bank statement; of a planned term all but the payouts that are held.
 */
export function termTotals(replica: ReadDb): (term: Term) => TermTotals {
  const statement = replica.prepare<TotalsRow>(
    `select c.type, c.type_text, count(*) as count, sum(p.amount) as sum,
            sum(${offsets}) as offset_count, sum(iif(${offsets}, p.amount, 0)) as offset_sum
     from payout p left join grant_case c on c.id = p.case_id
     where p.term_id = ? and p.status <> ? and p.status <> ?
     group by c.type, c.type_text`,
  )
  return (term) => {
    const leftOut = term.status.code === termStatuses.paid ? payoutStatuses.planned : payoutStatuses.held
    return totalsOf(term, statement.all(term.id, payoutStatuses.held, leftOut))
  }
}

/** Payouts whose case is not here (yet) count in the sums and in no type. */
function totalsOf(term: Term, rows: readonly TotalsRow[]): TermTotals {
  const byType = new Map<number, Facet<number>>()
  for (const row of rows) {
    if (row.type === null) continue
    const before = byType.get(row.type)
    byType.set(row.type, {
      value: row.type,
      text: row.type_text ?? '',
      count: (before?.count ?? 0) + row.count,
      sum: (before?.sum ?? 0) + row.sum,
    })
  }
  const total = (of: (row: TotalsRow) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  return {
    term,
    count: total((row) => row.count),
    byType: [...byType.values()].sort((a, b) => a.value - b.value),
    sum: total((row) => row.sum),
    offsetCount: total((row) => row.offset_count),
    offsetSum: total((row) => row.offset_sum),
  }
}
