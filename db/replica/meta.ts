/** What a replica file knows about itself. */
import { z } from 'zod'
import { type ReadDb, replicaQuery, type WriteDb } from '../handles.ts'

/** `filling`: a first pull is under way. `built`: keys are there, not yet compared or swapped in. */
export type ReplicaState = 'filling' | 'built' | 'ready'
const state = z.enum(['filling', 'built', 'ready'])

export function getMeta(db: ReadDb, key: string): string | null {
  return db.get(replicaQuery.selectFrom('meta').select('value').where('key', '=', key))?.value ?? null
}

export function setMeta(db: WriteDb, key: string, value: string): void {
  const add = replicaQuery.insertInto('meta').values({ key, value })
  db.run(add.onConflict((on) => on.column('key').doUpdateSet({ value })))
}

/** A file made but not yet marked is one whose filling had not begun. */
export function replicaState(db: ReadDb): ReplicaState {
  return state.catch('filling').parse(getMeta(db, 'state'))
}

/** The sorted role list that the rows were pulled with; null before the first page. */
export function storedRoles(db: ReadDb): readonly string[] | null {
  const stored = getMeta(db, 'roles')
  return stored === null ? null : z.array(z.string()).parse(JSON.parse(stored))
}

export function storeRoles(db: WriteDb, roles: readonly string[]): void {
  setMeta(db, 'roles', JSON.stringify([...roles].sort()))
}
