import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { type OpenedAddresses, recordOpenedAddresses } from './browser.ts'
import { sandboxArgs } from './choose-electron.ts'
import type { Home } from './home.ts'
import { type Started, start } from './processes.ts'
import type { Announcement } from './simulator-process.ts'

/** A packaged program under test. Its fuses let nobody into the main process, so only the page can be driven. */
export interface PackagedApp {
  readonly page: Page
  readonly pid: number
  readonly opened: OpenedAddresses
  stop(): Promise<void>
}

export interface PackagedOptions {
  readonly executable: string
  readonly home: Home
  readonly simulator: Pick<Announcement, 'apiBase' | 'issuer' | 'clientId'>
  readonly env: Readonly<Record<string, string>>
}

/** Starts it with the user's own configuration file (a package heeds no environment) and attaches to its page. */
export async function startPackaged({ executable, home, simulator, env }: PackagedOptions): Promise<PackagedApp> {
  const { apiBase, issuer, clientId } = simulator
  mkdirSync(home.data, { recursive: true, mode: 0o700 })
  writeFileSync(join(home.data, 'config.json'), JSON.stringify({ apiBase, issuer, clientId }))
  const opened = recordOpenedAddresses(home)
  const started = start(executable, ['--remote-debugging-port=0', ...sandboxArgs()], {
    env: {
      DISPLAY: process.env.DISPLAY,
      LANG: 'nb_NO.UTF-8',
      TZ: 'Europe/Oslo',
      ...home.env,
      PATH: [opened.folder, process.env.PATH].join(delimiter),
      ...env,
    },
  })
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(started))
    const [context] = browser.contexts()
    if (context === undefined) throw new Error('the program has no window')
    const page = context.pages()[0] ?? (await context.waitForEvent('page'))
    const stop = async () => {
      await browser.close()
      await started.stop()
    }
    return { page, pid: started.pid, opened, stop }
  } catch (error) {
    await started.stop()
    throw error
  }
}

/** Chromium tells the free port it took on stderr. */
function debuggingAddress({ child }: Started): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.stdout?.resume()
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)))
    setTimeout(() => reject(new Error(`the program opened no debugging port: ${said}`)), 20_000).unref()
  })
}
