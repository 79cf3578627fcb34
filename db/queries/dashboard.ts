import type { Dashboard, SyncSummary, Term, TermTotals } from '../domain.ts'
import { type ReadDb, workQuery } from '../handles.ts'
import { allRequests, countRequests, type Sources } from './requests.ts'
import { newestTermYear } from './terms.ts'

/**
 * Oversikt: the terms of a year (newest term's year when null), the newest first, what the last sync changed, and
 * every request, most urgent first.
 */
export function dashboard(
  sources: Sources,
  year: number | null,
  known: { readonly terms: readonly Term[]; readonly caseCount: number; readonly totals: (term: Term) => TermTotals },
): Dashboard {
  const newest = newestTermYear(known.terms)
  const shown = year ?? newest
  const requests = allRequests(sources)
  return {
    terms: known.terms.filter((term) => term.year === shown).map(known.totals),
    years: [...new Set(known.terms.map((term) => term.year))].sort((a, b) => b - a),
    newestTermYear: newest,
    lastSync: lastSync(sources.work),
    caseCount: known.caseCount,
    requests,
    counts: countRequests(requests),
  }
}

/** The newest sync that finished; null before the first. */
function lastSync(work: ReadDb): SyncSummary | null {
  const row = work.get(
    workQuery
      .selectFrom('sync_log')
      .selectAll()
      .where('finished_at', 'is not', null)
      .where('problem', 'is', null)
      .orderBy('id', 'desc')
      .limit(1),
  )
  if (row === undefined || row.finished_at === null) return null
  return {
    id: row.id,
    finishedAt: row.finished_at,
    first: row.first === 1,
    newCases: row.new_cases,
    newPayouts: row.new_payouts,
    newPayoutSum: row.new_payout_sum,
    stoppedCases: row.stopped_cases,
    changedAmounts: row.changed_amounts,
    changedAmountSum: row.changed_amount_sum,
    answers: row.answers,
  }
}
