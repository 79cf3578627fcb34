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

const partPattern = /^replica-(\d+)\.db(?:-wal|-shm|\.keycheck)?$/

/** Above every file of a replica that is there, also one that could not be removed whole. */
export function nextReplicaNumber(folder: string): number {
  const numbers = readdirSync(folder).map((name) => Number(partPattern.exec(name)?.[1] ?? 0))
  return Math.max(0, ...numbers) + 1
}

/**
 * The database first: what is left after an interruption is harmless without it. A file that another program holds
 * (a virus scanner, a backup) stays, and is swept at the next start.
 */
export function removeReplica(folder: string, number: number): void {
  const path = replicaPath(folder, number)
  if (!removed(path)) return
  for (const name of [`${path}-wal`, `${path}-shm`, keyCheckPath(path)]) removed(name)
}

/** Removes what earlier removals left beside a database that is gone. */
export function sweepLeftOvers(folder: string): void {
  const kept = new Set(replicaNumbers(folder))
  for (const name of readdirSync(folder)) {
    const match = partPattern.exec(name)
    if (match && !kept.has(Number(match[1]))) removed(join(folder, name))
  }
}

function removed(path: string): boolean {
  try {
    rmSync(path, { force: true })
    return true
  } catch {
    return false
  }
}
