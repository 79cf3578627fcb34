/**
 * The sums of the terms that Oversikt shows first, kept beside the index (case-index/kept-index.ts): each takes a
 * walk through fifty thousand payouts. A term with a payout or a type of case that changed since is left out.
 */
import { z } from 'zod'
import type { Term, TermTotals } from '../domain.ts'
import type { ReadDb } from '../handles.ts'
import { isKept } from './case-index/kept-parts.ts'
import { type TypeOfCase, termTotals } from './term-totals.ts'
import { newestTermYear } from './terms.ts'

const kept = z.array(
  z.object({
    id: z.string(),
    count: z.number(),
    sum: z.number(),
    offsetCount: z.number(),
    offsetSum: z.number(),
    byType: z.array(z.object({ value: z.number(), text: z.string(), count: z.number(), sum: z.number() })).readonly(),
  }),
)

/** The sums of the newest year and the one before, as text to keep. */
export function totalsToKeep(db: ReadDb, terms: readonly Term[], typeOf: TypeOfCase): string {
  const newest = newestTermYear(terms) ?? 0
  const totals = termTotals(db, typeOf)
  const shown = terms.filter((term) => term.year >= newest - 1)
  const list = shown.map((one) => {
    const { term, ...sums } = totals(one)
    return { id: term.id, ...sums }
  })
  return JSON.stringify(list satisfies z.input<typeof kept>)
}

/** By term, the sums that still hold. */
export function keptTotals(replica: ReadDb, terms: readonly Term[]): Map<string, TermTotals> {
  return replica.snapshot(() => {
    if (!isKept(replica)) return new Map()
    const row = replica.prepare<{ body: string }>(`select body from kept_index where part = 'totals'`).get()
    const touched = new Set(
      replica
        .prepare<{ id: string }>('select id from touched_term')
        .all()
        .map(({ id }) => id),
    )
    const byId = new Map(terms.map((term) => [term.id, term]))
    const result = new Map<string, TermTotals>()
    for (const { id, ...sums } of kept.parse(JSON.parse(row?.body ?? '[]'))) {
      const term = byId.get(id)
      if (term && !touched.has(id)) result.set(id, { term, ...sums })
    }
    return result
  })
}
