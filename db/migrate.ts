/** Brings a file to this version's tables, one step at a time. The file's `user_version` is the last step taken. */
import { EngineError } from './errors.ts'
import type { ReadDb, WriteDb } from './handles.ts'

/** One step, one file, numbered in tens. A step imports nothing of ours: it must mean the same for ever. */
export interface Migration {
  readonly version: number
  readonly up: (exec: (sql: string) => void) => void
}

export function versionOf(db: ReadDb): number {
  const row = db.prepare<{ user_version: number }>('pragma user_version').get()
  return row?.user_version ?? 0
}

export function newestVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0
}

/** Refuses, by name, a file made by a newer version of the app: nothing in it is touched. */
export function refuseFuture(db: ReadDb, steps: readonly Migration[]): void {
  const version = versionOf(db)
  if (version > newestVersion(steps)) {
    throw new EngineError('from-future', `Step ${version} is newer than ${newestVersion(steps)}`)
  }
}

/**
 * Takes every step above the file's version, up to and with `last`. Each step and its number are one transaction,
 * so an interrupted run goes on where it stopped.
 */
export function migrate(db: WriteDb, steps: readonly Migration[], last = newestVersion(steps)): void {
  refuseFuture(db, steps)
  for (const step of steps) {
    if (step.version <= versionOf(db) || step.version > last) continue
    db.transaction(() => {
      step.up((sql) => db.exec(sql))
      db.exec(`pragma user_version = ${step.version}`)
    })
  }
}
