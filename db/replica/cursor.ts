/** Where the pull of each entity stands. Always written in the transaction of the rows it speaks of (S1). */
import { type ReadDb, replicaQuery, type WriteDb } from '../handles.ts'
import type { ReplicaTables } from '../schema/replica.ts'

export type Cursor = ReplicaTables['cursor']

export function readCursors(db: ReadDb): Cursor[] {
  return db.all(replicaQuery.selectFrom('cursor').selectAll())
}

export function readCursor(db: ReadDb, entity: string): Cursor | null {
  return db.get(replicaQuery.selectFrom('cursor').selectAll().where('entity', '=', entity)) ?? null
}

export function writeCursor(db: WriteDb, cursor: Cursor): void {
  const { kind, link, rows } = cursor
  const add = replicaQuery.insertInto('cursor').values(cursor)
  db.run(add.onConflict((on) => on.column('entity').doUpdateSet({ kind, link, rows })))
}
