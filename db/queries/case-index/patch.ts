/** Takes in what a sync changed. A thousand changed cases cost a few milliseconds; nobody waits for a rebuild. */
import type { ReadDb } from '../../handles.ts'
import { type CaseIndex, caseNumberAt, rearrange, rowCompare, setLastPaid, setRow } from './case-index.ts'
import type { IndexRow } from './columns.ts'
import { lastPaidOf, rowById } from './read-rows.ts'
import { patchBlocks } from './text-block.ts'

/** @param ids cases that are new, changed or gone, or whose payouts changed */
export function patchIndex(index: CaseIndex, replica: ReadDb, ids: Iterable<string>): void {
  const readRow = rowById(replica)
  const readPaid = lastPaidOf(replica)
  const set = (at: number, row: IndexRow) => {
    setRow(index, at, row)
    if (index.hasLastPaid) setLastPaid(index, at, readPaid(row.id))
  }
  const fresh = new Map<string, IndexRow | null>()
  for (const id of ids) fresh.set(id, readRow(id))
  if (fresh.size === 0) return

  const stays: number[] = []
  const placed = new Set<string>()
  const inPlace: { at: number; row: IndexRow }[] = []
  /** Per old row itself, or -1 where it is different now. */
  const same = new Int32Array(index.size).fill(-1)
  for (let at = 0; at < index.size; at++) {
    const id = index.ids[at] ?? ''
    const row = fresh.get(id)
    if (row === undefined) {
      stays.push(at)
      same[at] = at
    } else if (row !== null && row.case_number === caseNumberAt(index, at)) {
      stays.push(at)
      placed.add(id)
      inPlace.push({ at, row })
    }
  }
  for (const { at, row } of inPlace) set(at, row)
  // A row that went and came again in its place has another `seq`.
  index.rowOfSeq = null
  const blocks = index.blocks
  const moved = [...fresh.values()].filter((row) => row !== null && !placed.has(row.id)).filter((row) => row !== null)
  if (stays.length === index.size && moved.length === 0) {
    patchBlocks(index, blocks, same)
    return
  }
  const source = insert(index, stays, moved, set)
  patchBlocks(
    index,
    blocks,
    source.map((old) => (old < 0 ? -1 : (same[old] ?? -1))),
  )
}

/**
 * New arrays: the rows that stay, with the moved and new ones in their places. Answers the old row per row of now,
 * negative for those.
 */
function insert(
  index: CaseIndex,
  stays: readonly number[],
  moved: readonly IndexRow[],
  set: (at: number, row: IndexRow) => void,
): Int32Array {
  const compare = rowCompare(index)
  const keyAt = (at: number) => ({ number: caseNumberAt(index, at), id: index.ids[at] ?? '' })
  const sorted = [...moved].sort((a, b) => compare(keyOf(a), keyOf(b)))
  /** For each place the old row that goes there, or -1 - the moved one's number. */
  const source = new Int32Array(stays.length + sorted.length)
  let from = 0
  let to = 0
  sorted.forEach((row, number) => {
    while (from < stays.length && compare(keyAt(stays[from] ?? 0), keyOf(row)) < 0) source[to++] = stays[from++] ?? 0
    source[to++] = -1 - number
  })
  while (from < stays.length) source[to++] = stays[from++] ?? 0
  rearrange(index, source)
  source.forEach((old, at) => {
    const row = old < 0 ? sorted[-1 - old] : undefined
    if (row) set(at, row)
  })
  return source
}

const keyOf = (row: IndexRow) => ({ number: row.case_number, id: row.id })
