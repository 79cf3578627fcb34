import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { renamePatiently } from './atomic-file.ts'

const removed = '.removed'

/**
 * Removes a user's folder. It is first renamed as a whole, so that what can't be deleted at once (a file another
 * program holds) is no half of a user's files: `sweepRemoved` takes it at the next start.
 */
export async function removeUser(usersFolder: string, id: string): Promise<void> {
  const folder = join(usersFolder, id)
  const aside = `${folder}.${randomBytes(4).toString('hex')}${removed}`
  try {
    await renamePatiently(folder, aside)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    return rm(folder, deleting)
  }
  await rm(aside, deleting)
}

/** Deletes what earlier removals left. */
export async function sweepRemoved(usersFolder: string): Promise<void> {
  const names = await readdir(usersFolder).catch(() => [])
  for (const name of names.filter((one) => one.endsWith(removed))) await rm(join(usersFolder, name), deleting)
}

const deleting = { recursive: true, force: true, maxRetries: 5 }
