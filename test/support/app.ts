import { once } from 'node:events'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { type Browser, type OpenedAddresses, openBrowser, recordOpenedAddresses } from './browser.ts'
import { chooseElectron, chromiumSandbox, sandboxArgs } from './choose-electron.ts'
import type { Home } from './home.ts'
import { noBus } from './keyring.ts'
import { killGroup, type LivingProcess, membersOf } from './processes.ts'
import type { Announcement, DemoUser } from './simulator-process.ts'

export interface LaunchOptions {
  readonly home: Home
  /** Where IMDi is; null for an app with no configuration at all. */
  readonly simulator: Pick<Announcement, 'apiBase' | 'issuer' | 'clientId'> | null
  /** Laid over everything: the keyring's and the display's variables, and whatever a test wants to be different. */
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** The folder with package.json; the checkout unless told otherwise. */
  readonly folder?: string
}

/** The running app as a test holds it. */
export interface App {
  readonly app: ElectronApplication
  readonly page: Page
  readonly pid: number
  /** Addresses the app asked the system browser to open. */
  readonly opened: OpenedAddresses
  /** What it printed so far, both streams. */
  output(): string
  /** Its living processes, engine and page included. */
  processes(): LivingProcess[]
  /** Waits for the address the app opens and signs in there, in a browser of its own. */
  signInInBrowser(user: DemoUser): Promise<void>
  /** As the caseworker's quitting; fails when a process is left after 5 s. */
  close(): Promise<void>
  /** SIGKILL to all its processes at once. */
  kill(): Promise<void>
}

const checkout = fileURLToPath(new URL('../..', import.meta.url))

export async function launchApp(options: LaunchOptions): Promise<App> {
  await chooseElectron()
  const opened = recordOpenedAddresses(options.home)
  const env = environment(options, opened.folder)
  const app = await _electron.launch({
    args: [options.folder ?? checkout, ...sandboxArgs(), ...(options.args ?? [])],
    env,
    chromiumSandbox: chromiumSandbox(),
    timeout: 30_000,
  })
  const child = app.process()
  const { pid } = child
  if (pid === undefined) throw new Error('Electron has no process id')
  let said = ''
  const hear = (chunk: Buffer) => {
    said = (said + chunk).slice(-200_000)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)

  const kill = async () => {
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null
    await killGroup(pid)
    await gone
    // Playwright's own end of the connection.
    await app.close().catch(() => undefined)
  }
  try {
    const page = await app.firstWindow({ timeout: 30_000 })
    await page.waitForLoadState()
    return {
      app,
      page,
      pid,
      opened,
      output: () => said,
      processes: () => membersOf(pid),
      signInInBrowser: async (user) => {
        const browser = await openBrowser(env)
        try {
          await browser.signIn(await opened.next(), user)
        } finally {
          await browser.close()
        }
      },
      close: async () => {
        await app.close()
        for (const end = Date.now() + 5_000; Date.now() < end && membersOf(pid).length > 0; ) await pause(20)
        const left = membersOf(pid)
        await killGroup(pid)
        if (left.length > 0) throw new Error(`left running: ${left.map((it) => it.command).join('; ')}`)
      },
      kill,
    }
  } catch (error) {
    await kill()
    throw new Error(`no window appeared; the app said:\n${said}`, { cause: error })
  }
}

export type { Browser }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Nothing of the environment the tests run in but what a program needs to start. */
function environment({ home, simulator, env }: LaunchOptions, stubs: string): Record<string, string> {
  const kept = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'SystemRoot', 'windir', 'TILSKUDDSMAPPEN_SQLITE_BINDING']
  const passed = kept.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(passed),
    LANG: 'nb_NO.UTF-8',
    TZ: 'Europe/Oslo',
    ...noBus,
    ...home.env,
    PATH: [stubs, process.env.PATH ?? ''].join(delimiter),
    ...(simulator && {
      TILSKUDDSMAPPEN_API_BASE: simulator.apiBase,
      TILSKUDDSMAPPEN_ISSUER: simulator.issuer,
      TILSKUDDSMAPPEN_CLIENT_ID: simulator.clientId,
      TILSKUDDSMAPPEN_DATA: join(home.data),
    }),
    ...env,
  }
}
