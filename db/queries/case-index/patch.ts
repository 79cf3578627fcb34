/** Takes in what a sync changed. A thousand changed cases cost a few milliseconds; nobody waits for a rebuild. */
import { caseColumns } from '../../domain.ts'
import type { ReadDb } from '../../handles.ts'
import { type CaseIndex, inRowOrder, setRow } from './case-index.ts'
import type { IndexRow } from './columns.ts'
import { lastPaidOf, rowById } from './read-rows.ts'

/** @param ids cases that are new, changed or gone, or whose payouts changed */
export function patchIndex(index: CaseIndex, replica: ReadDb, ids: Iterable<string>): void {
  const readRow = rowById(replica)
  const readPaid = lastPaidOf(replica)
  const fresh = new Map<string, IndexRow | null>()
  for (const id of ids) fresh.set(id, readRow(id))
  if (fresh.size === 0) return

  const stays: number[] = []
  const placed = new Set<string>()
  const inPlace: { at: number; row: IndexRow }[] = []
  for (let at = 0; at < index.size; at++) {
    const id = index.ids[at] ?? ''
    const row = fresh.get(id)
    if (row === undefined) stays.push(at)
    else if (row !== null && row.case_number === valueAt(index, at)) {
      stays.push(at)
      placed.add(id)
      inPlace.push({ at, row })
    }
  }
  for (const { at, row } of inPlace) setRow(index, at, row, readPaid(row.id))
  const moved = [...fresh.values()].filter((row) => row !== null && !placed.has(row.id)).filter((row) => row !== null)
  if (stays.length === index.size && moved.length === 0) return
  insert(index, stays, moved.sort(inRowOrder), readPaid)
}

function valueAt(index: CaseIndex, at: number): string {
  const { codes, dictionary } = index.columns.caseNumber
  return dictionary.value(codes[at] ?? 0)
}

/** New arrays: the rows that stay, with the moved and new ones in their places. */
function insert(
  index: CaseIndex,
  stays: readonly number[],
  moved: readonly IndexRow[],
  readPaid: ReturnType<typeof lastPaidOf>,
): void {
  /** For each place the old row that goes there, or -1 - the moved one's number. */
  const source = new Int32Array(stays.length + moved.length)
  let from = 0
  let to = 0
  moved.forEach((row, number) => {
    while (from < stays.length && inRowOrder(keyAt(index, stays[from] ?? 0), row) < 0) source[to++] = stays[from++] ?? 0
    source[to++] = -1 - number
  })
  while (from < stays.length) source[to++] = stays[from++] ?? 0

  index.size = source.length
  index.seqs = gathered(index.seqs, new Int32Array(source.length), source)
  index.amounts = gathered(index.amounts, new Float64Array(source.length), source)
  index.ids = gatheredTexts(index.ids, source)
  index.identifiers = gatheredTexts(index.identifiers, source)
  for (const name of caseColumns) {
    const column = index.columns[name]
    column.codes = gathered(column.codes, new Int32Array(source.length), source)
  }
  source.forEach((old, at) => {
    const row = old < 0 ? moved[-1 - old] : undefined
    if (row) setRow(index, at, row, readPaid(row.id))
  })
}

function keyAt(index: CaseIndex, at: number) {
  return { case_number: valueAt(index, at), id: index.ids[at] ?? '' }
}

function gathered<T extends Int32Array | Float64Array>(from: T, to: T, source: Int32Array): T {
  for (let at = 0; at < source.length; at++) {
    const old = source[at] ?? -1
    if (old >= 0) to[at] = from[old] ?? 0
  }
  return to
}

function gatheredTexts(from: readonly string[], source: Int32Array): string[] {
  const to = new Array<string>(source.length).fill('')
  for (let at = 0; at < source.length; at++) {
    const old = source[at] ?? -1
    if (old >= 0) to[at] = from[old] ?? ''
  }
  return to
}
