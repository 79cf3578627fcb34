/**
 * Sort by every column, both ways, and read a page of 200 rows at any depth.
 *
 * Limit: reading 200 rows by their number, which every way must pay. Peer: ORDER BY with LIMIT and OFFSET over the
 * same encrypted file, without an index of its own for each column.
 */
import { caseColumns } from '../../db/domain.ts'
import { random } from '../db/queries/made-rows.ts'
import { type Bench, type Figure, figure, milliseconds, percentile } from './figure.ts'
import { everyCase, madeReader } from './made-reader.ts'

const rounds = 12

export const sort: Bench = async function* ({ cases }): AsyncIterable<Figure> {
  const { reader, replica, remove } = await madeReader(cases)
  try {
    const next = random(7)
    const depth = () => Math.floor(next() * Math.max(1, cases - 200))
    const values: number[] = []
    for (let round = 0; round < rounds; round++) {
      for (const column of caseColumns) {
        const from = depth()
        values.push(
          milliseconds(() => {
            const { version } = reader['cases.open']({ ...everyCase, sort: { column, descending: round % 2 === 1 } })
            reader['cases.page']({ version, from, to: from + 200 })
          }),
        )
      }
    }
    const bySeq = replica.prepare('select * from grant_case where seq = ?')
    const limits = Array.from({ length: 100 }, () =>
      milliseconds(() => {
        for (let n = 0; n < 200; n++) bySeq.get(1 + Math.floor(next() * cases))
      }),
    )
    const stored = ['case_number', 'family_name', 'duf_number', 'qualifying_date', 'total_amount']
    const peers = stored.flatMap((column) =>
      [0, 1].map((round) => {
        const way = round === 1 ? 'desc' : 'asc'
        const query = replica.prepare(
          `select * from grant_case order by ${column} ${way}, case_number, id limit 200 offset ?`,
        )
        return milliseconds(() => query.all(depth()))
      }),
    )
    const p95 = (list: readonly number[]) => percentile(list, 0.95)
    yield figure({
      bench: 'sort',
      metric: 'sort.page.p95',
      value: p95(values),
      goal: 16,
      limit: p95(limits),
      peer: p95(peers),
    })
  } finally {
    remove()
  }
}
