/** A first pull's rows: appended to tables without keys, each page and its cursor in one transaction. */
import type { WriteDb } from '../handles.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { keepAside } from './set-aside.ts'
import type { StoredPage } from './stored-page.ts'

/**
 * Stores a page if it is the one the cursor waits for. Answers the entity's row count, or null when the page was
 * stored before (it is then left out: fetching a page twice must not hurt).
 */
export function appendPage(db: WriteDb, page: StoredPage): number | null {
  const names = page.columns.join(', ')
  const places = page.columns.map(() => '?').join(', ')
  return db.transaction(() => {
    const cursor = readCursor(db, page.table)
    if ((cursor?.link ?? null) !== page.fetchedFrom) return null
    const insert = db.write(`insert into ${page.table} (${names}) values (${places})`)
    for (const row of page.rows) insert.run(...row)
    keepAside(db, page)
    if (page.deleted.length > 0) noteDeletes(db, page)
    const rows = (cursor?.rows ?? 0) + page.rows.length
    writeCursor(db, { entity: page.table, kind: page.next.kind, link: page.next.link, rows })
    return rows
  })
}

/** A row may come and go during one long pull; without keys the delete waits until the rows are all there. */
function noteDeletes(db: WriteDb, page: StoredPage): void {
  const newest = db.prepare<{ seq: number | null }>(`select max(seq) as seq from ${page.table}`).get()
  const add = db.write('insert into gone (entity, id, after_seq) values (?, ?, ?)')
  for (const id of page.deleted) add.run(page.table, id, newest?.seq ?? 0)
}
