/**
 * Columns where nearly every row has a text of its own are searched as one text: one `indexOf` runs through all rows
 * in a few milliseconds. Each row has the same width, so that a place tells the row.
 */
import { type CaseIndex, caseNumberAt, valueAt } from './case-index.ts'
import { columnKinds } from './columns.ts'

export interface TextBlock {
  readonly text: string
  readonly width: number
}

/** Stands between and behind the texts of a row; folded texts never hold it. */
const gap = '\n'

/** Digits of case number, DUF number and national identity number. */
export function digitsBlock(index: CaseIndex): TextBlock {
  index.blocks.digits ??= block(index, digitsAt)
  return index.blocks.digits
}

/** Case number and DUF number as a search sees them. */
export function shownBlock(index: CaseIndex): TextBlock {
  index.blocks.shown ??= block(index, shownAt)
  return index.blocks.shown
}

/**
 * The blocks after rows moved and changed: what stayed the same is copied in stretches.
 *
 * @param source per row of now its row in the old blocks; negative where its text has to be made anew
 */
export function patchBlocks(index: CaseIndex, old: CaseIndex['blocks'], source: Int32Array): void {
  index.blocks = {
    digits: old.digits && patched(index, old.digits, source, digitsAt),
    shown: old.shown && patched(index, old.shown, source, shownAt),
  }
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

function digitsAt(index: CaseIndex, at: number): string {
  return [caseNumberAt(index, at), dufAt(index, at), valueAt(index.nationalIds, at)].map(onlyDigits).join(gap)
}

function shownAt(index: CaseIndex, at: number): string {
  const { caseNumber, dufNumber } = columnKinds
  return `${caseNumber.searchText(caseNumberAt(index, at))}${gap}${dufNumber.searchText(dufAt(index, at))}`
}

/** Null when a new text is wider than the block: it is made anew when asked for. */
function patched(index: CaseIndex, old: TextBlock, source: Int32Array, textOf: typeof digitsAt): TextBlock | null {
  const { width } = old
  const pieces: string[] = []
  for (let at = 0; at < source.length; ) {
    const from = source[at] ?? -1
    if (from < 0) {
      const text = textOf(index, at++) + gap
      if (text.length > width) return null
      pieces.push(text.padEnd(width, gap))
      continue
    }
    let to = from
    while (at < source.length && source[at] === to) {
      at++
      to++
    }
    pieces.push(old.text.slice(from * width, to * width))
  }
  return { text: pieces.join(''), width }
}

function block(index: CaseIndex, textOf: typeof digitsAt): TextBlock {
  const rows: string[] = []
  let width = 0
  for (let at = 0; at < index.size; at++) {
    const text = textOf(index, at) + gap
    width = Math.max(width, text.length)
    rows.push(text)
  }
  return { text: rows.map((text) => text.padEnd(width, gap)).join(''), width }
}

function dufAt(index: CaseIndex, at: number): string {
  return valueAt(index.columns.dufNumber, at)
}

function onlyDigits(text: string): string {
  return /^\d*$/.test(text) ? text : text.replace(/\D/g, '')
}
