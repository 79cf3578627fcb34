import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/**
 * Things that take a minute to make and never change, kept outside the checkout so that the next clone reuses them.
 * An entry appears by one rename once it is whole, and lists its files with their sizes, so that a half-written or
 * half-deleted one is noticed. A lock spares two clones at once the same work; it is not needed for being right.
 */
export const cacheFolder = (): string =>
  process.env.TILSKUDDSMAPPEN_CACHE ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tilskuddsmappen')

const manifestName = '.complete.json'
const manifestSchema = z.record(z.string(), z.number())

/** The folder of the whole entry `name`; `build` fills a temporary folder when there is none yet. */
export async function cached(name: string, build: (folder: string) => Promise<void>): Promise<string> {
  const root = cacheFolder()
  const entry = join(root, name)
  if (await isWhole(entry)) return entry
  await mkdir(root, { recursive: true })
  const unlock = await lock(join(root, `${name}.lock`))
  try {
    if (await isWhole(entry)) return entry
    await removeLeftovers(root, name)
    const temporary = join(root, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}`)
    await mkdir(temporary)
    try {
      await build(temporary)
      await writeFile(join(temporary, manifestName), JSON.stringify(await sizesOf(temporary)))
      await rm(entry, { recursive: true, force: true })
      await rename(temporary, entry)
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
    return entry
  } finally {
    await unlock()
  }
}

/** True when every file the entry was finished with is still there in its size. */
export async function isWhole(entry: string): Promise<boolean> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(entry, manifestName), 'utf8')))
    for (const [path, size] of Object.entries(manifest)) if ((await stat(join(entry, path))).size !== size) return false
    return true
  } catch {
    return false
  }
}

async function sizesOf(folder: string): Promise<Record<string, number>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
  const sizes = files.map(async (file) => {
    const path = join(file.parentPath, file.name)
    return [path.slice(folder.length + 1), (await stat(path)).size] as const
  })
  return Object.fromEntries(await Promise.all(sizes))
}

/** What a killed run left behind; called under the lock, so nobody is writing there. */
async function removeLeftovers(root: string, name: string): Promise<void> {
  for (const file of await readdir(root))
    if (file.startsWith(`.${name}.`)) await rm(join(root, file), { recursive: true, force: true })
}

const staleAfter = 30_000

/** Waits for the lock file; one that nobody has touched for 30 s belonged to a process that is gone. */
async function lock(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await (await open(path, 'wx')).close()
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const touched = await stat(path).then(
      (it) => it.mtimeMs,
      () => Date.now(),
    )
    if (Date.now() - touched > staleAfter) await rm(path, { force: true })
    else await sleep(250)
  }
  const alive = setInterval(() => {
    const now = new Date()
    void utimes(path, now, now).catch(() => undefined)
  }, 5_000)
  return async () => {
    clearInterval(alive)
    await rm(path, { force: true })
  }
}
