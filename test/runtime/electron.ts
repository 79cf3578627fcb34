import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { run } from './run.ts'
import { sqliteBindingForOldNode } from './sqlite-binding.ts'
import { standInDist, standInRuns, standInVersion } from './stand-in.ts'

const kinds = ['given', 'installed', 'stand-in'] as const

/** The Electron that development and tests run on. */
export interface ElectronChoice {
  readonly kind: (typeof kinds)[number]
  readonly version: string
  /** Folder with the executable. */
  readonly dist: string
  readonly executable: string
  /** better-sqlite3 for this Electron, or null when the package's own binary fits. */
  readonly sqliteBinding: string | null
  /** To be laid over the environment of whatever starts Electron (Playwright and `electron/index.js` follow it). */
  readonly env: Readonly<Record<string, string>>
}

const require = createRequire(import.meta.url)
const electronFolder = dirname(require.resolve('electron/package.json'))

/**
 * An Electron that starts here: the one ELECTRON_OVERRIDE_DIST_PATH names, the installed or downloadable one, else the
 * stand-in. Says in one line which, and throws a sentence that tells what to do when there is none.
 */
export async function ensureElectron(say: (line: string) => void = console.log): Promise<ElectronChoice> {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const chosen = kinds.find((kind) => kind === process.env.TILSKUDDSMAPPEN_ELECTRON_KIND)
  // Chosen, and said, by the command that started this one.
  if (given && chosen !== undefined) return await choose(chosen, given, () => {})
  if (given) return await choose('given', given, say)
  if (await isInstalled()) return await choose('installed', join(electronFolder, 'dist'), say)
  const failure = await downloadElectron(say)
  if (failure === null) return await choose('installed', join(electronFolder, 'dist'), say)
  if (!standInRuns) throw new Error(whatToDo(failure))
  say(`Electron: ${failure}; using the stand-in ${standInVersion} from the npm registry instead`)
  try {
    return await choose('stand-in', await standInDist(), say)
  } catch (error) {
    throw new Error(whatToDo(`${failure}, and the stand-in could not be prepared (${messageOf(error)})`))
  }
}

const whatToDo = (why: string) =>
  `No Electron to run on: ${why}. Let this machine reach github.com (HTTPS_PROXY is honoured), or point ` +
  'ELECTRON_MIRROR at a mirror, or unpack an Electron 45 and point ELECTRON_OVERRIDE_DIST_PATH at its folder.'

async function choose(
  kind: ElectronChoice['kind'],
  dist: string,
  say: (line: string) => void,
): Promise<ElectronChoice> {
  const version = await versionOf(dist)
  if (version === null)
    throw new Error(`${kind === 'given' ? 'ELECTRON_OVERRIDE_DIST_PATH: ' : ''}${dist} holds no Electron`)
  const old = Number.parseInt(version, 10) < 36
  const sqliteBinding = old ? (process.env.TILSKUDDSMAPPEN_SQLITE_BINDING ?? (await sqliteBindingForOldNode())) : null
  say(`Electron ${version} (${kind === 'given' ? 'ELECTRON_OVERRIDE_DIST_PATH' : kind}): ${dist}`)
  if (sqliteBinding !== null) say(`better-sqlite3 for it: ${sqliteBinding}`)
  const env = {
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    TILSKUDDSMAPPEN_ELECTRON_KIND: kind,
    ...(sqliteBinding !== null && { TILSKUDDSMAPPEN_SQLITE_BINDING: sqliteBinding }),
  }
  return { kind, version, dist, executable: join(dist, executableName), sqliteBinding, env }
}

const versionOf = (dist: string) =>
  readFile(join(dist, 'version'), 'utf8').then(
    (text) => text.trim().replace(/^v/, ''),
    () => null,
  )

const executableName =
  new Map([
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
    ['win32', 'electron.exe'],
  ]).get(process.platform) ?? 'electron'

const wantedVersion = async () =>
  z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(electronFolder, 'package.json'), 'utf8')))
    .version

async function isInstalled(): Promise<boolean> {
  const installed = await versionOf(join(electronFolder, 'dist'))
  return installed === (await wantedVersion()) && existsSync(join(electronFolder, 'path.txt'))
}

/** Where Electron's installer will look, by the same variables. */
function downloadAddress(version: string): string {
  const set = (name: string) =>
    process.env[`npm_config_electron_${name}`] || process.env[`ELECTRON_${name.toUpperCase()}`]
  const mirror = set('mirror') ?? 'https://github.com/electron/electron/releases/download/'
  const folder = set('custom_dir')?.replace('{{ version }}', version) ?? `v${version}`
  const file = set('custom_filename') ?? `electron-v${version}-${process.platform}-${process.arch}.zip`
  return `${mirror}${folder}/${file}`
}

/** Downloads the binary with Electron's own installer; null when it is there afterwards, else why not. */
export async function downloadElectron(say: (line: string) => void): Promise<string | null> {
  // The proxy variables count for Node's own fetch (the probe) and for the installer.
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1', ELECTRON_GET_USE_PROXY: 'true' }
  const version = await wantedVersion()
  const address = downloadAddress(version)
  const probe = `fetch(${JSON.stringify(address)}, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    .then((answer) => { if (!answer.ok) throw new Error('it answered ' + answer.status) })
    .catch((error) => { console.error(error.cause?.message ?? error.message); process.exitCode = 1 })`
  try {
    await run(process.execPath, ['--input-type=module', '-e', probe], { env, timeout: 8_000 })
  } catch (error) {
    return `${new URL(address).host} is out of reach (${messageOf(error).split('\n').at(-2) ?? 'no answer'})`
  }
  say(`Electron: downloading ${version} from ${new URL(address).host}`)
  try {
    await run(process.execPath, [join(electronFolder, 'install.js')], { env, timeout: 15 * 60_000 })
    return null
  } catch (error) {
    return `the download failed (${messageOf(error).trim().split('\n').at(-1)})`
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const choice = await ensureElectron((line) => console.error(line))
    console.log(choice.dist)
    console.log(choice.sqliteBinding ?? '')
  } catch (error) {
    console.error(messageOf(error))
    process.exitCode = 1
  }
}
