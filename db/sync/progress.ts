/** How far a full pull is, and how long it may still take. */
import { z } from 'zod'
import type { PullProgress, PullTable } from '../domain.ts'
import { type Entity, pullOrder } from './entities.ts'
import type { Transport } from './transport.ts'
import { readJson } from './who-am-i.ts'

type Entry = Omit<PullProgress['tables'][number], 'table'>

export interface ProgressMeter {
  expect(counts: ReadonlyMap<PullTable, number>): void
  /** `rows`: how many of this table are stored by now. */
  rows(table: PullTable, rows: number): void
  done(table: PullTable): void
  indexing(): void
  view(): PullProgress
}

/** `nowMs` is a steady clock. */
export function createProgress(nowMs: () => number): ProgressMeter {
  const waiting: Entry = { done: 0, expected: null, state: 'waiting' }
  const tables = new Map<PullTable, Entry>()
  for (const { pull } of pullOrder) tables.set(pull, waiting)
  tables.set('index', waiting)
  let started: { at: number; rows: number } | null = null

  const entry = (table: PullTable): Entry => tables.get(table) ?? waiting
  const total = (): number => [...tables.values()].reduce((sum, table) => sum + table.done, 0)

  function secondsLeft(done: number, expected: number | null): number | null {
    if (started === null || expected === null) return null
    const elapsed = nowMs() - started.at
    const fetched = done - started.rows
    // A guess from the first moments would jump about.
    if (elapsed < 500 || fetched <= 0) return null
    return Math.ceil((Math.max(0, expected - done) * elapsed) / fetched / 1000)
  }

  return {
    expect(counts) {
      for (const [table, expected] of counts) tables.set(table, { ...entry(table), expected })
    },
    rows(table, rows) {
      tables.set(table, { ...entry(table), done: rows, state: 'running' })
      // What an earlier, interrupted pull had stored says nothing of today's pace.
      started ??= { at: nowMs(), rows: total() }
    },
    done(table) {
      const known = entry(table)
      tables.set(table, { ...known, expected: known.done, state: 'done' })
    },
    indexing() {
      tables.set('index', { done: 0, expected: null, state: 'running' })
    },
    view() {
      const list = [...tables].map(([table, state]) => ({ table, ...state }))
      const rows = list.filter((one) => one.table !== 'index')
      const known = rows.every((one) => one.expected !== null)
      const expected = known ? rows.reduce((sum, one) => sum + (one.expected ?? 0), 0) : null
      const done = total()
      return { tables: list, done, expected, secondsLeft: secondsLeft(done, expected) }
    },
  }
}

const counts = z.object({
  EntityRecordCountCollection: z.object({ Keys: z.array(z.string()), Values: z.array(z.number()) }),
})

/** Row counts as IMDi gives them; empty when it does not. They are a snapshot, good enough for a progress bar. */
export async function expectedRows(transport: Transport, signal: AbortSignal): Promise<ReadonlyMap<PullTable, number>> {
  const found = new Map<PullTable, number>()
  const names = JSON.stringify(pullOrder.map((entity: Entity) => entity.logicalName))
  const href = `RetrieveTotalRecordCount(EntityNames=@EntityNames)?@EntityNames=${encodeURIComponent(names)}`
  const answer = await transport.json(href, { signal })
  if (answer.kind !== 'ok') return found
  const read = counts.safeParse(readJson(answer.value))
  if (!read.success) return found
  const { Keys, Values } = read.data.EntityRecordCountCollection
  for (const entity of pullOrder) {
    const rows = Values[Keys.indexOf(entity.logicalName)]
    if (rows !== undefined) found.set(entity.pull, rows)
  }
  return found
}
