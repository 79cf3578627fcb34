/** The same work as a first sync with nothing around it: what no first sync here could beat. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { replicaSteps } from '../../db/migrations/replica/index.ts'
import { type Entity, formattedValue, pullOrder, storedColumns } from '../../db/sync/entities.ts'
import { preferFor } from '../../db/sync/prefer.ts'
import { firstPage } from '../../db/sync/pull.ts'
import { temporaryFolder } from '../db/support.ts'

type Value = string | number | null
interface Page {
  readonly value: readonly Readonly<Record<string, Value>>[]
  readonly '@odata.nextLink'?: string
}

/** Downloads, parses, inserts into an unencrypted file, builds the same keys and indexes. Answers milliseconds. */
export async function sameWork(apiBase: string, token: string): Promise<number> {
  const folder = temporaryFolder()
  const began = performance.now()
  const db = new Database(join(folder.path, 'bound.db'))
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('temp_store = MEMORY')
    db.pragma('wal_autocheckpoint = 0')
    db.pragma('cache_size = -262144')
    const [tables, keysAndIndexes] = replicaSteps
    tables?.up((sql) => void db.exec(sql))
    for (const entity of pullOrder) await fill(db, entity, apiBase, token)
    keysAndIndexes?.up((sql) => void db.exec(sql))
    db.pragma('wal_checkpoint(TRUNCATE)')
    return performance.now() - began
  } finally {
    db.close()
    rmSync(folder.path, { recursive: true, force: true })
  }
}

async function fill(db: Database.Database, entity: Entity, apiBase: string, token: string): Promise<void> {
  const columns = storedColumns(entity).filter((name) => name !== 'extra')
  const insert = db.prepare(
    `insert into ${entity.table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  )
  let href: string | undefined = `${apiBase}${firstPage(entity)}`
  while (href) {
    const answer: Response = await fetch(href, { headers: { ...preferFor(entity), authorization: `Bearer ${token}` } })
    const page: Page = JSON.parse(await answer.text())
    db.transaction(() => {
      for (const row of page.value) insert.run(...valuesOf(entity, row))
    })()
    href = page['@odata.nextLink']
  }
}

/** Taken as they come, unread. */
function valuesOf(entity: Entity, row: Page['value'][number]): Value[] {
  const values: Value[] = [row[entity.key] ?? '', row['@odata.etag'] ?? '']
  for (const { to, from } of entity.columns) {
    values.push((to.endsWith('_text') ? row[`${from}${formattedValue}`] : row[from]) ?? '')
  }
  return values
}
