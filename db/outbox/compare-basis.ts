/**
 * What IMDi has changed, since the draft was written, of that which is shown in the form or named in the text: type,
 * year, status, stop reason and date, municipality, qualifying and settlement date, the payouts of the named terms;
 * for a term its dates, status and sums. Only such a difference stops a request. Everything
 * else, such as the payments of other terms and a new etag, does not.
 */
import type { DecisionDifference, DraftFields, GrantCase, Payout, Term } from '../domain.ts'
import { shownAmount, shownDate } from '../shown.ts'
import { shownWord, shownWords } from '../shown-words.ts'
import type { Basis } from './basis.ts'
import { chosenTerms, oldestFirst, termName } from './terms.ts'

export function compareBasis(
  basis: Basis,
  fresh: Basis,
  fields: Pick<DraftFields, 'termIds' | 'title' | 'what' | 'why'>,
): DecisionDifference[] {
  if (basis.regarding.kind === 'term') return differing(termFacts(basis), termFacts(fresh))
  if (basis.case === null || fresh.case === null) return []
  const named = namedTerms(fields, basis, fresh)
  return differing(
    [...caseFacts(basis.case), ...payoutFacts(named, basis.payouts)],
    [...caseFacts(fresh.case), ...payoutFacts(named, fresh.payouts)],
  )
}

type Fact = readonly [field: string, shown: string]

function differing(before: readonly Fact[], now: readonly Fact[]): DecisionDifference[] {
  const after = new Map(now)
  return before
    .map(([field, shown]) => ({ field, before: shown, now: after.get(field) ?? '' }))
    .filter((difference) => difference.before !== difference.now)
}

function caseFacts(row: GrantCase): Fact[] {
  return [
    ['Tilskudd', shownWord(shownWords.type, row.type)],
    ['År', row.grantYear === null ? '' : String(row.grantYear)],
    ['Status', shownWord(shownWords.status, row.status)],
    ['Stoppårsak', row.stopReason === null ? '' : shownWord(shownWords.stopReason, row.stopReason)],
    ['Stoppdato', shownDate(row.stopDate)],
    ['Kommune', row.municipalityNumber],
    ['Kvalifiseringsdato', shownDate(row.qualifyingDate)],
    ['Bosatt', shownDate(row.settledDate)],
  ]
}

/** One line per named term: what was paid or planned in it, as the form shows it. */
function payoutFacts(terms: readonly Term[], payouts: readonly Payout[]): Fact[] {
  return terms.map((term) => [
    termName(term),
    payouts
      .filter((payout) => payout.term?.id === term.id)
      .map((payout) => `${shownAmount(payout.amount)} ${payout.status.text.toLowerCase()}`.trim())
      .sort()
      .join(', '),
  ])
}

function termFacts(basis: Basis): Fact[] {
  const { term, totals } = basis
  if (term === null) return []
  return [
    ['Termin', term.name],
    ['Utbetalingsdato', shownDate(term.paymentDate)],
    ['Status', term.status.text],
    ['Antall utbetalinger', String(totals?.count ?? 0)],
    ['Sum', shownAmount(totals?.sum ?? 0)],
  ]
}

/** Chosen in the form, or written out in the text as `3. termin 2024` or by IMDi's own label. */
function namedTerms(
  fields: Pick<DraftFields, 'termIds' | 'title' | 'what' | 'why'>,
  basis: Basis,
  fresh: Basis,
): Term[] {
  const text = `${fields.title}\n${fields.what}\n${fields.why}`.toLowerCase().replace(/\s+/g, ' ')
  const known = new Map([...fresh.terms, ...basis.terms].map((term) => [term.id, term]))
  const chosen = new Set(chosenTerms(fields, basis).map((term) => term.id))
  return [...known.values()].filter((term) => chosen.has(term.id) || isNamed(term, text)).sort(oldestFirst)
}

function isNamed(term: Term, text: string): boolean {
  const label = term.name.toLowerCase()
  return (
    text.includes(`${term.number}. termin ${term.year}`) ||
    text.includes(`termin ${term.number} ${term.year}`) ||
    (label.length >= 6 && (text.includes(label) || text.includes(label.replaceAll('-', '.'))))
  )
}
