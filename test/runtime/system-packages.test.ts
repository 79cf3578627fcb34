import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ensureSystemPackages, missingPackages } from './system-packages.ts'

/** A machine whose only programs are the ones put into this folder. */
let programs: string

beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'tm-programs-'))
  vi.stubEnv('PATH', programs)
})
afterEach(() => rmSync(programs, { recursive: true, force: true }))

function install(name: string, script = '') {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(programs, name), 0o755)
}
const have = (...names: string[]) => {
  for (const name of names) install(name)
}

describe.runIf(process.platform === 'linux')('what a Linux machine must have', () => {
  test('what is there is not asked for', () => {
    have('Xvfb', 'dbus-daemon', 'dbus-send')
    const missing = missingPackages(false)
    expect(missing).toContain('gnome-keyring')
    expect(missing).not.toContain('xvfb')
    expect(missing).not.toContain('dbus')
  })

  test('a compiler is asked for only when something must be compiled', () => {
    expect(missingPackages(false)).not.toContain('g++')
    expect(missingPackages(true)).toEqual(expect.arrayContaining(['g++', 'make', 'python3']))
  })

  test('who is not root is told the one command', () => {
    have('apt-get', 'Xvfb', 'dbus-daemon', 'dbus-send')
    vi.spyOn(process, 'getuid').mockReturnValue(1000)
    expect(() => ensureSystemPackages(false)).toThrow(
      /^This machine lacks some packages\. Please run:\n {2}sudo apt-get install --no-install-recommends .*gnome-keyring/,
    )
  })

  test('a machine without apt-get is told what to look for', () => {
    expect(() => ensureSystemPackages(false)).toThrow(/install their like: xvfb dbus gnome-keyring/)
  })

  test('root gets it installed and is told so, the list of packages refreshed when it is too old', () => {
    have('Xvfb', 'dbus-daemon', 'dbus-send')
    vi.spyOn(process, 'getuid').mockReturnValue(0)
    const log = join(programs, 'log')
    // Knows nothing before an update; installing makes the program appear.
    install(
      'apt-get',
      `echo "$DEBIAN_FRONTEND $@" >> ${log}
[ "$1" = update ] && : > ${programs}/updated
[ "$1" = install ] && { [ -e ${programs}/updated ] || exit 100; : > ${programs}/gnome-keyring-daemon; }
exit 0`,
    )
    const said: string[] = []
    ensureSystemPackages(false, (line) => said.push(line))
    expect(said[0]).toMatch(/^Installing Debian packages this machine lacks: .*gnome-keyring/)
    expect(
      readFileSync(log, 'utf8')
        .split('\n')
        .map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).toEqual(['noninteractive install', 'noninteractive update', 'noninteractive install', ''])
  })
})
