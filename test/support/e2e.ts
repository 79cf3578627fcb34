import { test as base } from '@playwright/test'
import { type App, type LaunchOptions, launchApp } from './app.ts'
import { ensureDisplay } from './display.ts'
import { type Home, makeHome } from './home.ts'
import { startKeyring } from './keyring.ts'
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process.ts'

export interface TestFixtures {
  /** Folders and an unlocked keychain of this test's own. */
  readonly home: Home
  /** Starts the app against the simulator; whatever still runs at the end of the test is killed. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<App>
}

export interface WorkerFixtures {
  /** Variables that name the display. */
  readonly display: Readonly<Record<string, string>>
  /** One simulated IMDi per worker process with 200 cases; reset before each test. */
  readonly simulator: SimulatorProcess
  readonly simulatorCases: number
}

/** Playwright's `test` with the real app, the simulator, a display and a keychain at hand. */
export const test = base.extend<
  TestFixtures & { readonly user: { home: Home; env: Record<string, string> } },
  WorkerFixtures
>({
  simulatorCases: [200, { scope: 'worker', option: true }],

  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
    async ({}, use) => {
      const display = await ensureDisplay()
      await use(display.env)
      await display.stop()
    },
    { scope: 'worker' },
  ],

  simulator: [
    async ({ simulatorCases }, use) => {
      const simulator = await startSimulatorProcess({ cases: simulatorCases })
      await use(simulator)
      await simulator.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  user: async ({ display }, use) => {
    const home = makeHome()
    const keyring = await startKeyring(home, 'unlocked', display)
    await use({ home, env: { ...display, ...keyring.env } })
    await keyring.stop()
    home.remove()
  },

  home: async ({ user }, use) => await use(user.home),

  launch: async ({ user, simulator }, use, info) => {
    await simulator.reset()
    const apps: App[] = []
    await use(async (options = {}) => {
      const app = await launchApp({ home: user.home, simulator, ...options, env: { ...user.env, ...options.env } })
      apps.push(app)
      return app
    })
    for (const app of apps) await app.kill()
    if (info.status !== info.expectedStatus) {
      const body = apps.map((app) => app.output()).join('\n----\n')
      await info.attach('what the app printed', { body, contentType: 'text/plain' })
    }
  },
})

export { expect } from '@playwright/test'
