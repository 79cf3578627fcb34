/**
 * How a typed search is read, without looking at any row:
 *
 * 1. A date or part of one is a date term: `-2020` `.2020` `09-2020` `9.2020` `12.09.2021` `1.9.2021` `12-09-2021`
 *    `2021-09-12` `2021-09`. A bare `2020` is not; nor is anything the calendar does not have.
 * 2. Only digits, once spaces, `kr`, `,-` and minus signs are gone: identifiers and amounts.
 * 3. Else words; quotes keep words together.
 */
import type { SearchReading } from '../../domain.ts'
import { folded } from './folded.ts'

/** A date as far as it was typed. */
export interface DateTerm {
  readonly year: number
  readonly month: number | null
  readonly day: number | null
}

/**
 * @param asText the caseworker clicked the date chip away: a date term is read as words in all text
 * @param newestYear the year of the newest term at IMDi, from which grant years count
 */
export function readSearch(search: string, asText: boolean, newestYear: number | null): SearchReading {
  const typed = folded(search)
  if (typed === '') return { kind: 'none' }
  const date = readDateTerm(typed)
  if (date && !asText) {
    const grantYear = newestYear === null ? null : newestYear - date.year + 1
    return {
      kind: 'date',
      ...date,
      grantYear: grantYear !== null && grantYear >= 1 && grantYear <= 5 ? grantYear : null,
      newestYear,
    }
  }
  const digits = date ? null : onlyDigits(typed)
  if (digits !== null) return { kind: 'digits', digits }
  const words = readWords(typed)
  return words.length === 0 ? { kind: 'none' } : { kind: 'words', words }
}

/** `typed` is folded. */
export function readDateTerm(typed: string): DateTerm | null {
  const text = typed.replace(/([.-]) /g, '$1')
  const iso = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text)
  if (iso) return dateTerm(iso[1], iso[2], iso[3])
  const norwegian = /^(?:(?:(\d{1,2})[.-])?(\d{1,2}))?[.-](\d{4})$/.exec(text)
  return norwegian ? dateTerm(norwegian[3], norwegian[2], norwegian[1]) : null
}

function dateTerm(year: string | undefined, month: string | undefined, day: string | undefined): DateTerm | null {
  const term = { year: Number(year), month: numberOrNull(month), day: numberOrNull(day) }
  if (term.year < 1900 || term.year > 2199) return null
  if (term.month !== null && (term.month < 1 || term.month > 12)) return null
  if (term.day !== null) {
    const days = new Date(Date.UTC(term.year, term.month ?? 1, 0)).getUTCDate()
    if (term.day < 1 || term.day > days) return null
  }
  return term
}

function numberOrNull(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}

/** The digits when nothing else is left, else null. */
function onlyDigits(typed: string): string | null {
  const rest = typed.replace(/kr\.?/g, '').replace(/,-/g, '').replace(/[\s-]/g, '')
  return /^\d+$/.test(rest) ? rest : null
}

/** Words as they are looked for: folded, quoted ones with their spaces. An open quote runs to the end. */
function readWords(typed: string): string[] {
  const words: string[] = []
  for (const match of typed.matchAll(/"([^"]*)"?|[^\s"]+/g)) {
    const word = (match[1] ?? match[0]).trim()
    if (word !== '') words.push(word)
  }
  return words
}
