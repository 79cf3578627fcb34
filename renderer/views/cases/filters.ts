import type { CaseQuery } from '../../../db/calls.ts'
import type { CaseList, Facet, Term } from '../../../db/domain.ts'
import { formatTerm } from '../../text/format/term.ts'
import type { Texts } from '../../text/index.ts'
import { caseStatusWord, typeWord } from '../choices.ts'

/** Takes a value into a filter, or out of it. */
export function toggled<V>(values: readonly V[], value: V): V[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
}

export function grantYearWord(text: Texts, year: number | null): string {
  return year === null ? text.cases.noGrantYear : text.words.year(year)
}

/** The facets with those chosen values that no row has any more, so that a filter in force can always be taken off. */
export function withChosen<V extends number | null>(facets: readonly Facet<V>[], chosen: readonly V[]): Facet<V>[] {
  const lost = chosen.filter((value) => !facets.some((facet) => facet.value === value))
  return [...facets, ...lost.map((value) => ({ value, text: '', count: 0, sum: 0 }))]
}

/** The filters in force, in words, for the page that found nothing. */
export function filterWords(text: Texts, query: CaseQuery, list: CaseList | null, terms: readonly Term[]): string[] {
  const word = (facets: readonly { value: number | null; text: string }[] | undefined, code: number) => ({
    code,
    text: facets?.find((facet) => facet.value === code)?.text ?? String(code),
  })
  const term = terms.find((one) => one.id === query.termId)
  return [
    ...query.types.map((code) => typeWord(text, word(list?.types, code))),
    ...query.statuses.map((code) => caseStatusWord(text, word(list?.statuses, code))),
    ...query.grantYears.map((year) => grantYearWord(text, year)),
    ...(query.termId === null ? [] : [term === undefined ? text.cases.term : formatTerm(term)]),
    ...(query.change === null ? [] : [text.cases.changes[query.change.kind]]),
  ]
}

export const filtered = (query: CaseQuery): boolean =>
  query.types.length > 0 ||
  query.grantYears.length > 0 ||
  query.statuses.length > 0 ||
  query.termId !== null ||
  query.change !== null
