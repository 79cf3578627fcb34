import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { run } from './run.ts'

/** A package of an exact version with the checksum it must have (npm's `dist.integrity`). */
export interface PinnedPackage {
  readonly name: string
  readonly version: string
  readonly integrity: string
}

/**
 * Fetches the package's tarball with npm (its registry, proxy and certificate settings hold) into `folder` and unpacks
 * the named `members` (all when none is named) there; the contents lie under `package/`.
 */
export async function fetchPackage(
  pinned: PinnedPackage,
  folder: string,
  members: readonly string[] = [],
): Promise<void> {
  await run('npm', ['pack', `${pinned.name}@${pinned.version}`, '--pack-destination', folder, '--silent'], {
    cwd: folder,
  })
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (tarball === undefined) throw new Error(`npm pack ${pinned.name} left no tarball`)
  const path = join(folder, tarball)
  const found = await integrityOf(path)
  if (found !== pinned.integrity)
    throw new Error(`${pinned.name}@${pinned.version} has checksum ${found}, expected ${pinned.integrity}`)
  await run('tar', ['-xzf', path, '-C', folder, ...members])
}

export async function integrityOf(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return `sha512-${hash.digest('base64')}`
}
