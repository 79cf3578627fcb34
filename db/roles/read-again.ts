/**
 * Rows that lay aside are read once more at every start: a newer version of the app may understand them. There are
 * hardly ever any, so this costs one count.
 */
import type { WriteDb } from '../handles.ts'
import { upsertSql } from '../replica/apply.ts'
import { countAside, takeBack } from '../replica/set-aside.ts'
import { type EntityName, entities, storedColumns } from '../sync/entities.ts'
import { readRowAgain } from '../sync/page.ts'

const isEntity = (name: string): name is EntityName => Object.hasOwn(entities, name)

/** Answers how many are among the rows now. */
export function readAgain(db: WriteDb): number {
  if (countAside(db) === 0) return 0
  return db.transaction(() => {
    let good = 0
    const rows = db
      .prepare<{ entity: string; id: string; body: string }>('select entity, id, body from set_aside')
      .all()
    for (const { entity, id, body } of rows) {
      if (!isEntity(entity)) continue
      const row = readRowAgain(entities[entity], body)
      if (!row) continue
      db.write(upsertSql(entity, storedColumns(entities[entity]))).run(...row)
      takeBack(db, entity, [id])
      good++
    }
    return good
  })
}
