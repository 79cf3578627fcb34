import type { Term } from '../domain.ts'
import { type ReadDb, replicaQuery } from '../handles.ts'
import { termOf } from './rows.ts'

/** Every term, newest first. There are some tens of them. */
export function allTerms(replica: ReadDb): Term[] {
  const query = replicaQuery.selectFrom('term').selectAll()
  return replica.all(query.orderBy('year', 'desc').orderBy('number', 'desc').orderBy('id')).map(termOf)
}

/** Grant years count from the year of the newest term at IMDi, never from the PC's clock. */
export function newestTermYear(terms: readonly Term[]): number | null {
  return terms.reduce<number | null>((newest, term) => Math.max(newest ?? term.year, term.year), null)
}

export function byId(terms: readonly Term[]): Map<string, Term> {
  return new Map(terms.map((term) => [term.id, term]))
}
