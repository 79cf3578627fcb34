/**
 * The sums of the terms that Oversikt shows first, kept beside the index (case-index/kept-index.ts): each takes a
 * walk through fifty thousand payouts. A term with a payout or a type of case that changed since is left out.
 */
import { z } from 'zod'
import type { Term, TermTotals } from '../domain.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { isKept, writePart } from './case-index/kept-parts.ts'
import { type TypeOfCase, termTotals } from './term-totals.ts'
import { allTerms, newestTermYear } from './terms.ts'

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

/** Keeps the sums of the newest year's terms: those that still hold as they are, the others added up anew. */
export function keepTotals(db: WriteDb): void {
  db.transaction(() => {
    if (!isKept(db)) return
    const terms = allTerms(db)
    const newest = newestTermYear(terms)
    const shown = terms.filter((term) => term.year === newest)
    const known = keptTotals(db, shown)
    if (shown.every((term) => known.has(term.id))) return
    const addUp = termTotals(db, storedType(db))
    const list = shown.map((one) => {
      const { term, ...sums } = known.get(one.id) ?? addUp(one)
      return { id: term.id, ...sums }
    })
    db.exec(`delete from kept_index where part = 'totals'; delete from touched_term`)
    writePart(db, ['totals', JSON.stringify(list satisfies z.input<typeof kept>)])
  })
}

function storedType(db: ReadDb): TypeOfCase {
  const find = db.prepare<{ type: number; type_text: string }>('select type, type_text from grant_case where id = ?')
  return (id) => {
    const found = find.get(id)
    return found ? { code: found.type, text: found.type_text } : null
  }
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
