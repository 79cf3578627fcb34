/** The history lines of a page, by looking at the rows that lie in the replica now. Changes nothing. */
import type { ReadDb } from '../handles.ts'
import type { StoredPage } from '../replica/stored-page.ts'
import { type HistoryLine, historyLines } from './lines.ts'

type Row = Record<string, unknown>

export function pageLines(db: ReadDb, page: StoredPage): HistoryLine[] {
  const now = db.prepare<Row>(`select * from ${page.table} where id = ?`)
  const lines: HistoryLine[] = []
  for (const values of page.rows) {
    const after: Row = {}
    page.columns.forEach((name, i) => {
      after[name] = values[i]
    })
    const before = now.get(String(after.id)) ?? null
    if (before && ((before.etag === after.etag && after.etag !== '') || isOlder(after, before))) continue
    lines.push(...historyLines(page.table, before, after))
  }
  for (const id of page.deleted) lines.push(...historyLines(page.table, now.get(id) ?? null, null))
  return lines
}

/** As in the replica itself: text first, and as time what text calls older. */
function isOlder(after: Row, before: Row): boolean {
  const [is, was] = [String(after.modified_on), String(before.modified_on)]
  return is < was && Date.parse(is) < Date.parse(was)
}

/** The same for a whole new file beside the old one: rows whose etag differs, and those that are gone. */
export function* replicaLines(old: ReadDb, fresh: ReadDb): Generator<HistoryLine> {
  for (const table of ['term', 'grant_case', 'payout', 'request'] as const) {
    const before = old.prepare<Row>(`select * from ${table} where id = ?`)
    for (const { id, etag } of fresh.prepare<{ id: string; etag: string }>(`select id, etag from ${table}`).all()) {
      const was = before.get(id) ?? null
      if (was?.etag === etag && etag !== '') continue
      const is = fresh.prepare<Row>(`select * from ${table} where id = ?`).get(id) ?? null
      yield* historyLines(table, was, is)
    }
    const still = fresh.prepare<{ id: string }>(`select id from ${table} where id = ?`)
    for (const { id } of old.prepare<{ id: string }>(`select id from ${table}`).all()) {
      if (!still.get(id)) yield* historyLines(table, before.get(id) ?? null, null)
    }
  }
}
