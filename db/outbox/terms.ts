import type { DraftFields, Term } from '../domain.ts'
import type { Basis } from './basis.ts'

/** The terms the request is about, oldest first: those chosen, or the one it was started from. */
export function chosenTerms(fields: Pick<DraftFields, 'termIds'>, basis: Basis): Term[] {
  const ids = new Set(fields.termIds)
  if (basis.term) ids.add(basis.term.id)
  const known = new Map(basis.terms.map((term) => [term.id, term]))
  if (basis.term) known.set(basis.term.id, basis.term)
  return [...known.values()].filter((term) => ids.has(term.id)).sort(oldestFirst)
}

/** By year and number; the id only makes the order certain. */
export function oldestFirst(a: Term, b: Term): number {
  return a.year - b.year || a.number - b.number || (a.id < b.id ? -1 : 1)
}

/** `3. termin 2024`, the name people use; IMDi's own label when the term has no number. */
export function termName(term: Term): string {
  return term.number >= 1 && term.number <= 4 ? `${term.number}. termin ${term.year}` : `termin ${term.name}`
}
