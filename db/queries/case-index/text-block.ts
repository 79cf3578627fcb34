/**
 * Columns where nearly every row has a text of its own are searched as one text: one `indexOf` runs through all rows
 * in a few milliseconds. Each row has the same width, so that a place tells the row.
 */
import { type CaseIndex, caseNumberAt } from './case-index.ts'
import { columnKinds } from './columns.ts'

export interface TextBlock {
  readonly text: string
  readonly width: number
}

/** Stands between and behind the texts of a row; folded texts never hold it. */
const gap = '\n'

/** Digits of case number, DUF number and national identity number. */
export function digitsBlock(index: CaseIndex): TextBlock {
  index.blocks.digits ??= block(index, (at) => {
    const digits = [caseNumberAt(index, at), dufAt(index, at), index.nationalIds[at] ?? ''].map(onlyDigits)
    return digits.join(gap)
  })
  return index.blocks.digits
}

/** Case number and DUF number as a search sees them. */
export function shownBlock(index: CaseIndex): TextBlock {
  const { caseNumber, dufNumber } = columnKinds
  index.blocks.shown ??= block(
    index,
    (at) => `${caseNumber.searchText(caseNumberAt(index, at))}${gap}${dufNumber.searchText(dufAt(index, at))}`,
  )
  return index.blocks.shown
}

/** Marks the rows whose text holds what is looked for. */
export function markRowsHolding({ text, width }: TextBlock, wanted: string, hit: Uint8Array): void {
  if (width === 0) return
  for (let at = text.indexOf(wanted); at >= 0; ) {
    const row = Math.floor(at / width)
    hit[row] = 1
    at = text.indexOf(wanted, (row + 1) * width)
  }
}

function block(index: CaseIndex, textOf: (at: number) => string): TextBlock {
  const rows: string[] = []
  let width = 0
  for (let at = 0; at < index.size; at++) {
    const text = textOf(at) + gap
    width = Math.max(width, text.length)
    rows.push(text)
  }
  return { text: rows.map((text) => text.padEnd(width, gap)).join(''), width }
}

function dufAt(index: CaseIndex, at: number): string {
  const { codes, dictionary } = index.columns.dufNumber
  return dictionary.value(codes[at] ?? 0)
}

function onlyDigits(text: string): string {
  return /^\d*$/.test(text) ? text : text.replace(/\D/g, '')
}
