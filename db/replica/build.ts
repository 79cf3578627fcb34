/** Makes a filled file usable: deletes carried out, keys and indexes built in one go, one checkpoint. */
import type { WriteDb } from '../handles.ts'
import { migrate } from '../migrate.ts'
import { fillingStep, replicaSteps } from '../migrations/replica/index.ts'
import { setMeta } from './meta.ts'
import type { RowTable } from './stored-page.ts'

const tables: readonly RowTable[] = ['term', 'grant_case', 'payout', 'request', 'note']

export function startFilling(db: WriteDb): void {
  migrate(db, replicaSteps, fillingStep)
  // The log grows with the load and is written back once, when all is built.
  db.pragma('wal_autocheckpoint = 0')
}

export function build(db: WriteDb): void {
  removeGone(db)
  try {
    migrate(db, replicaSteps)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // A server that sends a row on two pages: the one that came last holds.
    for (const table of tables) {
      db.exec(`delete from ${table} where seq not in (select max(seq) from ${table} group by id)`)
    }
    migrate(db, replicaSteps)
  }
  db.exec('pragma analysis_limit = 400; analyze')
  setMeta(db, 'state', 'built')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.pragma('wal_autocheckpoint = 1000')
}

function removeGone(db: WriteDb): void {
  const any = db.prepare<{ n: number }>('select count(*) as n from gone').get()?.n ?? 0
  if (any === 0) return
  db.transaction(() => {
    for (const table of tables) {
      db.exec(`delete from ${table} where exists (
        select 1 from gone where gone.entity = '${table}' and gone.id = ${table}.id and ${table}.seq <= gone.after_seq)`)
    }
    db.exec('delete from gone')
  })
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE'
}
