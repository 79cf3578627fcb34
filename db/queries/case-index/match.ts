/**
 * Which rows a reading of the search finds. Each distinct value is looked at once; a row is found through the
 * numbers of its values. Answers one byte per row: 1 found, 0 not.
 */
import { type CaseColumn, caseColumns, type SearchReading } from '../../domain.ts'
import { shownDate } from '../../shown.ts'
import { readDateTerm } from '../search/read-search.ts'
import type { CaseIndex, Column } from './case-index.ts'
import { digitsBlock, markRowsHolding, shownBlock } from './text-block.ts'

/** Null: every row. */
export function match(index: CaseIndex, reading: SearchReading): Uint8Array | null {
  switch (reading.kind) {
    case 'none':
      return null
    case 'date':
      return matchDate(index, reading)
    case 'digits':
      return matchDigits(index, reading.digits)
    case 'words': {
      const found = new Uint8Array(index.size).fill(1)
      const hit = new Uint8Array(index.size)
      for (const word of reading.words) {
        hit.fill(0)
        matchWord(index, inText(word), hit)
        for (let at = 0; at < found.length; at++) found[at] = (found[at] ?? 0) & (hit[at] ?? 0)
      }
      return found
    }
  }
}

/** A date typed among other words is looked for as it is shown: `2021-09-12` and `1.9.2021` as `12.09.2021`. */
function inText(word: string): string {
  const date = readDateTerm(word)
  if (date === null || date.month === null || date.day === null) return word
  const two = (n: number) => String(n).padStart(2, '0')
  return shownDate(`${date.year}-${two(date.month)}-${two(date.day)}`)
}

function matchDate(index: CaseIndex, term: Extract<SearchReading, { kind: 'date' }>): Uint8Array {
  const part = (value: number | null, from: number, to: number) => (date: string) =>
    value === null || Number(date.slice(from, to)) === value
  const year = part(term.year, 0, 4)
  const month = part(term.month, 5, 7)
  const day = part(term.day, 8, 10)
  const found = new Uint8Array(index.size)
  markRows(index.columns.qualifyingDate, found, (_, date) => date !== '' && year(date) && month(date) && day(date))
  return found
}

function matchDigits(index: CaseIndex, digits: string): Uint8Array {
  const found = new Uint8Array(index.size)
  markRowsHolding(digitsBlock(index), digits, found)
  markRows(index.columns.totalAmount, found, (text, ore) => amountDigits(text, ore).includes(digits))
  return found
}

/** The digits of a shown amount. Whole kroner from 10 up are their øre without the two zeros: no need to pick. */
function amountDigits(text: string, ore: string): string {
  return ore.length > 3 && ore.endsWith('00') ? ore.slice(0, -2) : text.replace(/\D/g, '')
}

const inBlock: readonly CaseColumn[] = ['caseNumber', 'dufNumber']

function matchWord(index: CaseIndex, word: string, hit: Uint8Array): void {
  const hasLetter = !/^[\d\s.-]*$/.test(word)
  const mayHold = (name: CaseColumn) => !hasLetter || !index.columns[name].dictionary.digitsOnly()
  for (const name of caseColumns) {
    if (!inBlock.includes(name) && mayHold(name)) markRows(index.columns[name], hit, (text) => text.includes(word))
  }
  if (inBlock.some(mayHold)) markRowsHolding(shownBlock(index), word, hit)
  if (word.includes(' ')) matchName(index, word, hit)
}

/** Words kept together may be a whole name, in either order, with or without the comma. */
function matchName(index: CaseIndex, phrase: string, hit: Uint8Array): void {
  const { familyName, givenName } = index.columns
  for (let at = phrase.indexOf(' '); at >= 0; at = phrase.indexOf(' ', at + 1)) {
    const left = phrase.slice(0, at)
    const right = phrase.slice(at + 1)
    markPairs(familyName, left.replace(/,$/, ''), givenName, right, hit)
    if (!left.endsWith(',')) markPairs(givenName, left, familyName, right, hit)
  }
}

/** Rows whose first column ends with `left` and whose second begins with `right`. */
function markPairs(first: Column, left: string, second: Column, right: string, hit: Uint8Array): void {
  const ends = flags(first, (text) => text !== '' && text.endsWith(left))
  const starts = flags(second, (text) => text !== '' && text.startsWith(right))
  if (ends === null || starts === null) return
  for (let at = 0; at < hit.length; at++) {
    if (ends[first.codes[at] ?? 0] === 1 && starts[second.codes[at] ?? 0] === 1) hit[at] = 1
  }
}

function markRows(column: Column, hit: Uint8Array, test: (text: string, value: string) => boolean): void {
  const wanted = flags(column, test)
  if (wanted === null) return
  const { codes } = column
  for (let at = 0; at < hit.length; at++) {
    if (wanted[codes[at] ?? 0] === 1) hit[at] = 1
  }
}

/** Per number of the dictionary 1 when its value passes; null when none does. */
function flags(column: Column, test: (text: string, value: string) => boolean): Uint8Array | null {
  const texts = column.dictionary.searchTexts()
  const wanted = new Uint8Array(texts.length)
  let any = false
  for (let code = 1; code < wanted.length; code++) {
    if (!test(texts[code] ?? '', column.dictionary.value(code))) continue
    wanted[code] = 1
    any = true
  }
  return any ? wanted : null
}
