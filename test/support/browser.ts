import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { _electron, type Page } from '@playwright/test'
import { chooseElectron, chromiumSandbox, sandboxArgs } from './choose-electron.ts'
import { type Home, makeHome } from './home.ts'
import { noBus } from './keyring.ts'
import { killGroup } from './processes.ts'
import type { DemoUser } from './simulator-process.ts'

/** What stands in for the system browser's front door: `xdg-open`, first in PATH, that only writes addresses down. */
export interface OpenedAddresses {
  /** To be put first in PATH. */
  readonly folder: string
  all(): string[]
  /** The next address not yet asked for; fails after 15 s. */
  next(timeout?: number): Promise<string>
}

export function recordOpenedAddresses(home: Home): OpenedAddresses {
  const folder = join(home.folder, 'bin')
  const list = join(home.folder, 'opened-addresses')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(list)) appendFileSync(list, '')
  const stub = join(folder, 'xdg-open')
  writeFileSync(stub, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${list}'\n`)
  chmodSync(stub, 0o755)
  const all = () => readFileSync(list, 'utf8').split('\n').filter(Boolean)
  let seen = all().length
  return {
    folder,
    all,
    next: async (timeout = 15_000) => {
      for (const end = Date.now() + timeout; Date.now() < end; await sleep(25)) {
        const address = all()[seen]
        if (address !== undefined) {
          seen++
          return address
        }
      }
      throw new Error(`the app opened no address within ${timeout / 1000} s`)
    },
  }
}

/** A browser for signing in: a second Electron with a plain window and a profile of its own. */
export interface Browser {
  readonly page: Page
  /** Goes to `address` and signs in as a person would: user name, password, one-time code. */
  signIn(address: string, user: Pick<DemoUser, 'username' | 'password' | 'otp'>): Promise<void>
  close(): Promise<void>
}

/** `display`: the variables that name the display; nothing else of the app's environment is taken over. */
export async function openBrowser(display: Readonly<Record<string, string>> = {}): Promise<Browser> {
  await chooseElectron()
  const home = makeHome()
  const shown = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'PATH', 'SystemRoot'].flatMap((name) => {
    const value = display[name] ?? process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const app = await _electron.launch({
    args: [fileURLToPath(new URL('browser', import.meta.url)), ...sandboxArgs()],
    env: { ...Object.fromEntries(shown), ...noBus, ...home.env },
    chromiumSandbox: chromiumSandbox(),
  })
  const page = await app.firstWindow()
  const close = async () => {
    const pid = app.process().pid
    await app.close()
    if (pid !== undefined) await killGroup(pid)
    home.remove()
  }
  return { page, signIn: (address, user) => signIn(page, address, user), close }
}

async function signIn(
  page: Page,
  address: string,
  user: Pick<DemoUser, 'username' | 'password' | 'otp'>,
): Promise<void> {
  await page.goto(address)
  await page.locator('input[name=username]').fill(user.username)
  await page.locator('input[name=password]').fill(user.password)
  await page.locator('input[name=password]').press('Enter')
  await page.locator('input[name=otp]').fill(user.otp)
  await page.locator('input[name=otp]').press('Enter')
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/callback/)
}
