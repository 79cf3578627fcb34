import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ConfigSource } from './config.ts'
import { ShellFailure } from './failure.ts'

const fieldNames = ['apiBase', 'issuer', 'clientId', 'scope', 'offlineDays', 'testEnvironment'] as const

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly packaged: boolean
  readonly dataFolder: string
  /** The folder of the installed program. */
  readonly programFolder: string
}

/**
 * Every place that may configure the app, the strongest first: the machine's policy, the machine-wide file (only if
 * ordinary users can't write it), the user's own. Environment variables count only in development.
 */
export function configSources(s: Surroundings): readonly ConfigSource[] {
  const own = fileSource(join(s.dataFolder, 'config.json'))
  const machine = machineFiles(s).filter((file) => exists(file))
  const open = machine.find((file) => writableByOrdinaryUsers(file, s.platform))
  if (open !== undefined) {
    throw new ShellFailure('config-invalid', `${open}: filen kan endres av vanlige brukere og blir derfor ikke brukt`)
  }
  return [
    ...(s.packaged ? [] : [environmentSource(s.env)]),
    ...(s.platform === 'win32' ? [registrySource(s.env)] : []),
    ...machine.map(fileSource),
    own,
  ]
}

function machineFiles({ platform, programFolder }: Surroundings): string[] {
  const beside = join(programFolder, 'config.json')
  if (platform === 'win32') return [beside]
  if (platform === 'darwin') return ['/Library/Application Support/Tilskuddsmappen/config.json']
  return ['/etc/tilskuddsmappen/config.json', beside]
}

export function environmentSource(env: NodeJS.ProcessEnv): ConfigSource {
  const variable = (field: string) =>
    `TILSKUDDSMAPPEN_${field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
  const values = fieldNames.flatMap((field) => {
    const value = env[variable(field)]
    return value ? [[field, value]] : []
  })
  return { name: 'miljøvariablene', values: Object.fromEntries(values) }
}

/** No file sets nothing; a file that is no JSON is passed on as it is, to be refused by name. */
export function fileSource(path: string): ConfigSource {
  try {
    return { name: path, values: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { name: path, values: missing ? {} : null }
  }
}

/** What `reg query` prints: lines of name, type and value with four blanks between. */
export function parseRegistry(text: string): Record<string, string> {
  const lines = text.matchAll(/^ {4}(\w+) {4}REG_(?:SZ|EXPAND_SZ|DWORD) {4}(.*?)\r?$/gm)
  return Object.fromEntries([...lines].flatMap(([, name, value]) => (name && value ? [[name, value]] : [])))
}

function registrySource(env: NodeJS.ProcessEnv): ConfigSource {
  const key = 'HKLM\\Software\\Policies\\Tilskuddsmappen'
  const reg = join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe')
  try {
    const text = execFileSync(reg, ['query', key, '/reg:64'], {
      encoding: 'utf8',
      timeout: 3000,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { name: key, values: parseRegistry(text) }
  } catch {
    // reg.exe ends with 1 when there is no such key.
    return { name: key, values: {} }
  }
}

/**
 * On POSIX by owner and mode of the file and its folder. Windows' lists of rights can't be read from Node, so there
 * the app, which runs as an ordinary user, tries to open the file and to make one beside it.
 */
export function writableByOrdinaryUsers(file: string, platform: NodeJS.Platform): boolean {
  if (platform !== 'win32') return [file, dirname(file)].some(openToOthers)
  return canOpen(file, 'r+') || canMakeFileIn(dirname(file))
}

function openToOthers(path: string): boolean {
  const { uid, mode } = statSync(path)
  return uid !== 0 || (mode & 0o022) !== 0
}

function canMakeFileIn(folder: string): boolean {
  const trial = join(folder, `.tilskuddsmappen-${process.pid}`)
  if (!canOpen(trial, 'wx')) return false
  rmSync(trial, { force: true })
  return true
}

function canOpen(path: string, flags: string): boolean {
  try {
    closeSync(openSync(path, flags))
    return true
  } catch {
    return false
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
