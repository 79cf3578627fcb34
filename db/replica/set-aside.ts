/** Rows that could not be understood lie here as they came: the page goes on without them, and nothing is lost. */
import type { ReadDb, WriteDb } from '../handles.ts'
import type { StoredPage } from './stored-page.ts'

export function keepAside(db: WriteDb, page: StoredPage): void {
  if (page.aside.length === 0) return
  const keep = db.write('insert or replace into set_aside (entity, id, reason, body) values (?, ?, ?, ?)')
  for (const row of page.aside) keep.run(page.table, row.id, row.reason, row.body)
}

/** A row that is good again, or gone, no longer lies aside. */
export function takeBack(db: WriteDb, table: string, ids: Iterable<string>): void {
  if (countAside(db) === 0) return
  const drop = db.write('delete from set_aside where entity = ? and id = ?')
  for (const id of ids) drop.run(table, id)
}

export function countAside(db: ReadDb): number {
  return db.prepare<{ n: number }>('select count(*) as n from set_aside').get()?.n ?? 0
}
