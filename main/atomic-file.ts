import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { after } from './after.ts'

/**
 * Writes a file so that after a power loss either the old or the new content is there, whole: a temporary file
 * beside it, synced, renamed over it, and then the folder synced, since the rename itself lies in the folder.
 */
export async function writeAtomically(path: string, data: Uint8Array | string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await renamePatiently(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

/** What Windows answers while a virus scanner or an indexer holds the file or one in the folder. */
const passing = new Set(['EPERM', 'EACCES', 'EBUSY'])
/** Together about a second. */
const waitsMs = [10, 20, 40, 80, 150, 300, 400]

/** Renames, and tries again while another program holds the file for a moment. */
export async function renamePatiently(
  from: string,
  to: string,
  move: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  for (const wait of waitsMs) {
    try {
      return await move(from, to)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && passing.has(String(error.code)))) throw error
      await after(wait)
    }
  }
  await move(from, to)
}

/** The file's bytes, or null when there is no such file. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle for a folder; there the rename is journalled by NTFS.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
