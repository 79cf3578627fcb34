/**
 * The files of a replica. `replica-<n>.db` with the highest n that is ready is the one in use; one above it is
 * being filled; those below are left over from a swap that was interrupted before the old file was removed.
 */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { keyCheckPath } from '../open.ts'

export function replicaPath(folder: string, number: number): string {
  return join(folder, `replica-${number}.db`)
}

/** Newest first. */
export function replicaNumbers(folder: string): number[] {
  const found = readdirSync(folder).flatMap((name) => {
    const match = /^replica-(\d+)\.db$/.exec(name)
    return match ? [Number(match[1])] : []
  })
  return found.sort((a, b) => b - a)
}

/** The database first: what is left after an interruption is harmless without it. */
export function removeReplica(folder: string, number: number): void {
  const path = replicaPath(folder, number)
  for (const name of [path, `${path}-wal`, `${path}-shm`, keyCheckPath(path)]) rmSync(name, { force: true })
}
