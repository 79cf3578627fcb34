import type { Column } from './case-index.ts'

/**
 * The rows in the order of a column: empty values last in both directions, ties in row order (case number, then
 * id) in both directions. Counts ranks instead of comparing, so that the time depends on the number of rows only.
 */
export function sorted(rows: Int32Array, column: Column, descending: boolean): Int32Array {
  const ranks = column.dictionary.ranks()
  const { codes } = column
  let highest = 0
  for (const rank of ranks) if (rank > highest) highest = rank
  /** Rank → place among the ranks in use: descending turns them round, empty (0) goes behind all. */
  const bucketOf = (rank: number) => (rank === 0 ? highest : descending ? highest - rank : rank - 1)
  const starts = new Int32Array(highest + 2)
  const buckets = new Int32Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    const bucket = bucketOf(ranks[codes[rows[at] ?? 0] ?? 0] ?? 0)
    buckets[at] = bucket
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1
  }
  for (let bucket = 1; bucket < starts.length; bucket++) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  }
  const result = new Int32Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    const bucket = buckets[at] ?? 0
    const place = starts[bucket] ?? 0
    starts[bucket] = place + 1
    result[place] = rows[at] ?? 0
  }
  return result
}
