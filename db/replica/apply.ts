/** A page of changes into live tables: rows, deletes and the cursor in one transaction. */
import type { SqlValue, WriteDb } from '../handles.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { keepAside, takeBack } from './set-aside.ts'
import type { RowTable, StoredPage } from './stored-page.ts'

/** Which rows a commit touched, so that lists and the window know what to ask again. */
export interface Touched {
  readonly table: RowTable
  readonly ids: readonly string[]
  /** Cases whose row or payouts are different now, those that lost a payout too. */
  readonly caseIds: readonly string[]
}

/**
 * Applies a page if it is the one the cursor waits for; null when another got there first. Applying the same rows
 * again changes nothing, an unknown row's delete is no event, and a row never goes back to an older state.
 */
export function applyPage(db: WriteDb, page: StoredPage): Touched | null {
  return db.transaction(() => {
    const cursor = readCursor(db, page.table)
    if ((cursor?.link ?? null) !== page.fetchedFrom) return null
    const ids: string[] = []
    const caseIds = new Set<string>()
    const caseOf = casesOfRow(db, page.table)
    const upsert = db.write(upsertSql(page.table, page.columns))
    for (const row of page.rows) {
      const id = idOf(row)
      const before = caseOf(id)
      if (upsert.run(...row) === 0) continue
      ids.push(id)
      for (const caseId of [before, caseOf(id)]) if (caseId) caseIds.add(caseId)
    }
    const remove = db.write(`delete from ${page.table} where id = ?`)
    for (const id of page.deleted) {
      const before = caseOf(id)
      if (remove.run(id) === 0) continue
      ids.push(id)
      if (before) caseIds.add(before)
    }
    takeBack(db, page.table, page.rows.map(idOf))
    takeBack(db, page.table, page.deleted)
    keepAside(db, page)
    const rows = db.prepare<{ n: number }>(`select count(*) as n from ${page.table}`).get()?.n ?? 0
    writeCursor(db, { entity: page.table, kind: page.next.kind, link: page.next.link, rows })
    return { table: page.table, ids, caseIds: [...caseIds] }
  })
}

/** The case that a stored row belongs to. */
function casesOfRow(db: WriteDb, table: RowTable): (id: string) => string | null {
  if (table === 'grant_case') return (id) => id
  if (table !== 'payout') return () => null
  const find = db.prepare<{ case_id: string }>('select case_id from payout where id = ?')
  return (id) => find.get(id)?.case_id ?? null
}

function idOf(row: readonly SqlValue[]): string {
  return String(row[0])
}

/**
 * Never back to an older state. Rows of an earlier version hold IMDi's own spelling of the moment, which does not sort
 * as text beside ours; so text that says "older" is asked again as time.
 */
export function upsertSql(table: RowTable, columns: readonly string[]): string {
  const sets = columns.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`)
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
    on conflict (id) do update set ${sets.join(', ')}
    where (excluded.etag <> ${table}.etag or excluded.etag = '')
      and (excluded.modified_on >= ${table}.modified_on
        or julianday(excluded.modified_on) >= julianday(${table}.modified_on))`
}
