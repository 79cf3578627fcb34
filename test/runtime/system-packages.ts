import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Something the machine must have for building and testing on Linux, and the Debian package that brings it. */
interface Need {
  readonly package: string
  readonly program?: string
  readonly library?: string
}

const needs: readonly Need[] = [
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'dbus', program: 'dbus-daemon' },
  { package: 'dbus', program: 'dbus-send' },
  { package: 'gnome-keyring', program: 'gnome-keyring-daemon' },
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libasound2', library: 'libasound.so.2' },
  { package: 'libgbm1', library: 'libgbm.so.1' },
  { package: 'libxss1', library: 'libXss.so.1' },
  { package: 'libsecret-1-0', library: 'libsecret-1.so.0' },
]

/** For compiling better-sqlite3 for the stand-in Electron. */
const compilerNeeds: readonly Need[] = [
  { package: 'g++', program: 'g++' },
  { package: 'make', program: 'make' },
  { package: 'python3', program: 'python3' },
]

/** What this machine lacks, by Debian package. Always empty on Windows and macOS, which need none of it. */
export function missingPackages(compiler: boolean): string[] {
  if (process.platform !== 'linux') return []
  const libraries = listLibraries()
  const lacks = (need: Need) =>
    (need.program !== undefined && !isOnPath(need.program)) ||
    (need.library !== undefined && !libraries.includes(need.library))
  const wanted = compiler ? [...needs, ...compilerNeeds] : needs
  return [...new Set(wanted.filter(lacks).map((need) => need.package))]
}

/**
 * Installs what is missing when that is possible here (root, on a Debian or Ubuntu), and says so. Else throws a sentence
 * with the one command that does.
 */
export function ensureSystemPackages(compiler: boolean, say: (line: string) => void = console.log): void {
  const missing = missingPackages(compiler)
  if (missing.length === 0) return
  if (!isOnPath('apt-get'))
    throw new Error(`This machine lacks what these Debian packages bring; install their like: ${missing.join(' ')}`)
  if (process.getuid?.() !== 0)
    throw new Error(
      `This machine lacks some packages. Please run:\n  sudo apt-get install --no-install-recommends ${missing.join(' ')}`,
    )
  say(`Installing Debian packages this machine lacks: ${missing.join(' ')}`)
  if (!aptInstall(missing)) {
    say('Refreshing the list of Debian packages first')
    apt(['update', '-qq'])
    if (!aptInstall(missing)) throw new Error(`apt-get could not install ${missing.join(' ')}; see above`)
  }
  const still = missingPackages(compiler)
  if (still.length > 0) throw new Error(`Installed, but still missing: ${still.join(' ')}`)
}

const aptInstall = (packages: readonly string[]) =>
  apt(['install', '-y', '-qq', '--no-install-recommends', ...packages.map(nameHere)])

/** Newer Debians call libraries with 64-bit time `…t64`. */
function nameHere(name: string): string {
  const policy = spawnSync('apt-cache', ['policy', name, `${name}t64`], { encoding: 'utf8' }).stdout ?? ''
  return policy.includes(`${name}t64:`) ? `${name}t64` : name
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

export const isOnPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

function listLibraries(): string {
  for (const ldconfig of ['/sbin/ldconfig', '/usr/sbin/ldconfig', 'ldconfig']) {
    try {
      return execFileSync(ldconfig, ['-p'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    } catch {}
  }
  return ''
}
