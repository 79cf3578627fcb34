import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

/**
 * `npm ci` refuses or stumbles over a lock file in two ways that no `npm install` repairs:
 *
 * - Behind a registry that does not hold every platform's optional package (a closed network), npm leaves the ones it
 *   did not find out of the lock file, and `npm ci` then calls the file incomplete, on that network and elsewhere.
 * - npm 10 takes any package with a `binding.gyp` for one that must be compiled unless the lock file itself
 *   repeats the package's own word (`gypfile: false`), which npm does not copy there. better-sqlite3 brings its
 *   binaries along; compiling would need a compiler, Python and a download.
 *
 * `node test/runtime/lockfile.ts` puts both right, after every change of dependencies (the script `dependencies`, which
 * npm runs by itself); a test says when it was forgotten.
 */
const record = z.record(z.string(), z.unknown())
const packagesSchema = z.record(z.string(), record)
const optionalSchema = z.record(z.string(), z.string()).default({})

/** The `packages` part of a lock file: place → what npm noted about it, keys in npm's order. */
export type LockedPackages = Record<string, Record<string, unknown>>

const bringsItsBinaries = ['node_modules/better-sqlite3']

const lockfilePath = new URL('../../package-lock.json', import.meta.url)

const readLockfile = () => record.parse(JSON.parse(readFileSync(lockfilePath, 'utf8')))

export const readLockedPackages = (): LockedPackages => packagesSchema.parse(readLockfile().packages)

/** Where npm would look for `name` when `from` asks for it: the nearest node_modules upwards. */
function resolves(packages: LockedPackages, from: string, name: string): boolean {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('node_modules/') - 1))) {
    const path = `${place === '' ? '' : `${place}/`}node_modules/${name}`
    if (path in packages) return true
    if (place === '') return false
  }
}

/** `name` = `…-win32-x64`, `…-linux-arm64-musl`, …: the platform fields npm needs in order not to ask for it here. */
function platformOf(name: string): Record<string, string[]> {
  const pick = (words: readonly string[]) => words.filter((word) => new RegExp(`[-/]${word}(-|$)`).test(name))
  const os = pick(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'])
  const cpu = pick(['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'])
  const libc = name.includes('musl') ? ['musl'] : []
  return { ...(os.length > 0 && { os }), ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }) }
}

export interface LockfileFaults {
  readonly missing: readonly { readonly from: string; readonly name: string; readonly version: string }[]
  readonly compiled: readonly string[]
}

/** The optional packages nobody noted, and the packages npm 10 would compile. Both empty when all is well. */
export function faultsOf(packages: LockedPackages): LockfileFaults {
  const missing = Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(optionalSchema.parse(entry.optionalDependencies))
      .filter(([name]) => !resolves(packages, from, name))
      .map(([name, version]) => ({ from, name, version })),
  )
  return { missing, compiled: bringsItsBinaries.filter((path) => packages[path]?.gypfile !== false) }
}

/** The same packages with the faults put right, in npm's order. */
export function mended(packages: LockedPackages): LockedPackages {
  const { missing, compiled } = faultsOf(packages)
  const all: LockedPackages = { ...packages }
  for (const { from, name, version } of missing) {
    const dev = packages[from]?.dev === true
    all[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true }
  }
  for (const path of compiled) all[path] = { ...all[path], gypfile: false }
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b, 'en')))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const packages = readLockedPackages()
  const { missing, compiled } = faultsOf(packages)
  if (missing.length + compiled.length > 0) {
    writeFileSync(lockfilePath, `${JSON.stringify({ ...readLockfile(), packages: mended(packages) }, null, 2)}\n`)
    console.log(
      `package-lock.json: ${missing.length} missing packages noted, ${compiled.length} marked as not to compile`,
    )
  }
}
