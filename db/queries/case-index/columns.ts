/**
 * The columns of Saker: where each value comes from, what of it a search sees, and how it is ordered. One entry per
 * column; a new column of the list is one more entry.
 */
import type { CaseColumn } from '../../domain.ts'
import { shownAmount, shownDate, shownDuf } from '../../shown.ts'
import { shownWords } from '../../shown-words.ts'
import { folded } from '../search/folded.ts'
import { spellings } from '../search/spellings.ts'
import type { DictionaryKind } from './dictionary.ts'
import { codeUnits, norwegian, numbers } from './order.ts'

/** One case as the index reads it: its columns, its newest payment, its open requests. */
export interface IndexRow {
  readonly seq: number
  readonly id: string
  readonly case_number: string
  readonly family_name: string
  readonly given_name: string
  readonly duf_number: string
  readonly national_id: string
  readonly birth_date: string | null
  readonly type: number
  readonly type_text: string
  readonly code: string
  readonly grant_year: number | null
  readonly qualifying_date: string | null
  readonly settled_date: string | null
  readonly total_amount: number
  readonly status: number
  readonly status_text: string
  readonly stop_reason: number | null
  readonly stop_reason_text: string
}

export interface ColumnKind extends DictionaryKind {
  /** The value of a case in this column; '' when empty. Newest payment and open requests are laid over it later. */
  readonly of: (row: IndexRow) => string
}

/** A choice is kept as `code|text`: filtered by its code, shown, searched and sorted by its text. */
export function choiceKey(code: number, text: string): string {
  const known = choiceKeys.get(code)
  if (known?.text === text) return known.key
  const key = `${code}|${text}`
  choiceKeys.set(code, { text, key })
  return key
}
/** Three choices a row make three hundred thousand keys; the same few strings serve them all. */
const choiceKeys = new Map<number, { readonly text: string; readonly key: string }>()
export const choiceCode = (key: string): number => Number.parseInt(key, 10)
export const choiceText = (key: string): string => key.slice(key.indexOf('|') + 1)

/** A term is kept as `year|number|date|name`, so that terms stand in the order of time. */
export const termKey = (year: number, number: number, date: string | null, name: string): string =>
  `${year}|${number}|${date ?? ''}|${name}`
export const termKeyName = (key: string): string => key.split('|').slice(3).join('|')

/** With dots as shown, and with hyphens as IMDi's portal showed them and taught people to type them. */
const dateText = (date: string): string => {
  const shown = shownDate(date)
  return `${shown}\n${shown.replaceAll('.', '-')}`
}
const identifier = { compare: norwegian, digits: true, unique: true }
const byText = { searchText: folded, compare: norwegian }
const byDate = { searchText: dateText, compare: codeUnits, digits: true }
const byNumber = { searchText: (value: string) => value, compare: numbers }
/** Sorted by the word that is shown; found by that and by IMDi's own text. */
function byChoice(words: Readonly<Record<number, string>>) {
  const shown = (key: string) => words[choiceCode(key)] ?? choiceText(key)
  return {
    searchText: (key: string) => spellings(`${folded(shown(key))}\n${folded(choiceText(key))}`),
    compare: (a: string, b: string) => norwegian(shown(a), shown(b)),
  }
}

/** Found by its digits alone. */
export const nationalIdKind: DictionaryKind = { searchText: folded, ...identifier }

export const columnKinds: Readonly<Record<CaseColumn, ColumnKind>> = {
  caseNumber: { of: (row) => row.case_number, searchText: folded, ...identifier },
  familyName: { of: (row) => row.family_name, ...byText },
  givenName: { of: (row) => row.given_name, ...byText },
  dufNumber: {
    of: (row) => row.duf_number,
    searchText: (duf) => `${folded(duf)}\n${folded(shownDuf(duf))}`,
    ...identifier,
  },
  birthDate: { of: (row) => row.birth_date ?? '', ...byDate },
  type: { of: (row) => choiceKey(row.type, row.type_text), ...byChoice(shownWords.type) },
  code: {
    of: (row) => row.code,
    // IMDi writes `AR-1 B` and `AR-1B`.
    searchText: (code) => `${folded(code)}\n${folded(code).replaceAll(' ', '')}`,
    compare: norwegian,
  },
  grantYear: { of: (row) => (row.grant_year === null ? '' : String(row.grant_year)), ...byNumber },
  qualifyingDate: { of: (row) => row.qualifying_date ?? '', ...byDate },
  settledDate: { of: (row) => row.settled_date ?? '', ...byDate },
  lastTerm: {
    of: () => '',
    searchText: (key) => {
      const name = folded(termKeyName(key))
      return `${name}\n${name.replaceAll('-', '.')}`
    },
    compare: (a, b) => compareTermKeys(a, b),
  },
  lastPaymentDate: { of: () => '', ...byDate },
  totalAmount: {
    of: (row) => String(row.total_amount),
    searchText: (ore) => folded(shownAmount(Number(ore))),
    compare: numbers,
  },
  status: { of: (row) => choiceKey(row.status, row.status_text), ...byChoice(shownWords.status) },
  stopReason: {
    of: (row) => (row.stop_reason === null ? '' : choiceKey(row.stop_reason, row.stop_reason_text)),
    ...byChoice(shownWords.stopReason),
  },
  openRequests: { of: () => '', ...byNumber },
}

function compareTermKeys(a: string, b: string): number {
  const [yearA = '', numberA = '', dateA = '', ...nameA] = a.split('|')
  const [yearB = '', numberB = '', dateB = '', ...nameB] = b.split('|')
  return (
    Number(yearA) - Number(yearB) ||
    Number(numberA) - Number(numberB) ||
    codeUnits(dateA, dateB) ||
    norwegian(nameA.join('|'), nameB.join('|'))
  )
}
