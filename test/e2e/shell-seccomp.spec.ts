import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, expect } from '@playwright/test'
import { chooseElectron } from '../support/choose-electron.ts'
import { test } from '../support/e2e.ts'
import { noBus } from '../support/keyring.ts'
import { killGroup } from '../support/processes.ts'

const nobody = 65534
/** As root the sandbox is off, so there the app is started as another user; elsewhere it is on in every test. */
const asRoot = process.platform === 'linux' && process.getuid?.() === 0
const checkout = new URL('../..', import.meta.url).pathname

/** Copies a folder to where everyone may read it, by links where the file system allows: root's home is closed to others. */
function readableCopy(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' })
  } catch {
    execFileSync('cp', ['-aT', from, to])
  }
}

function electronFolder(): string {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  return folder ?? join(checkout, 'node_modules/electron/dist')
}

test('the page runs in Chromium’s sandbox: system calls filtered, in namespaces of its own', async ({
  display,
  home,
}) => {
  test.setTimeout(120_000)
  await chooseElectron()
  const dist = join(home.folder, 'electron')
  readableCopy(electronFolder(), dist)
  const folder = join(home.folder, 'app')
  mkdirSync(folder)
  readableCopy(join(checkout, 'out'), join(folder, 'out'))
  copyFileSync(join(checkout, 'package.json'), join(folder, 'package.json'))
  const own = join(home.folder, 'nobody')
  mkdirSync(own)
  const starter = join(home.folder, 'start')
  const drop = asRoot ? `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups ` : ''
  writeFileSync(starter, `#!/bin/sh\nexec ${drop}'${join(dist, 'electron')}' "$@"\n`)
  chmodSync(starter, 0o755)
  chmodSync(home.folder, 0o755)
  if (asRoot) execFileSync('chown', [`${nobody}:${nobody}`, own])

  const app = await _electron.launch({
    executablePath: starter,
    args: [folder],
    // Otherwise Playwright switches it off on Linux.
    chromiumSandbox: true,
    env: {
      ...display,
      ...noBus,
      PATH: process.env.PATH ?? '',
      HOME: own,
      XDG_CONFIG_HOME: join(own, 'config'),
      XDG_CACHE_HOME: join(own, 'cache'),
      XDG_DATA_HOME: join(own, 'data'),
      XDG_RUNTIME_DIR: own,
      TMPDIR: own,
    },
  })
  const { pid } = app.process()
  try {
    await app.firstWindow()
    const metrics = await app.evaluate(({ app: it }) => it.getAppMetrics().map(({ pid: id, type }) => ({ id, type })))
    const main = metrics.find((it) => it.type === 'Browser')?.id ?? 0
    const pages = metrics.filter((it) => it.type === 'Tab')
    expect(pages.length).toBeGreaterThan(0)
    expect(commandOf(main)).not.toContain('--no-sandbox')
    for (const { id } of pages) {
      // 2 is "filter": every system call passes a program that Chromium wrote for pages.
      expect(status(id)).toMatchObject({ Seccomp: '2', NoNewPrivs: '1' })
      for (const space of ['user', 'pid', 'net']) expect(namespace(id, space)).not.toBe(namespace(main, space))
    }
    if (asRoot) expect(status(main).Uid).toMatch(new RegExp(`^${nobody}\\b`))
  } finally {
    if (pid !== undefined) await killGroup(pid)
    await app.close().catch(() => undefined)
  }
})

function status(pid: number): Record<string, string> {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')
  return Object.fromEntries(lines.map((line) => line.split(/:\s+/)).map(([name = '', value = '']) => [name, value]))
}

const commandOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8')
const namespace = (pid: number, name: string) => readlinkSync(`/proc/${pid}/ns/${name}`)
