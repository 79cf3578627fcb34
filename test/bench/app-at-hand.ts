import { fileURLToPath } from 'node:url'
import { _electron, expect, type Page } from '@playwright/test'
import { type App, launchApp } from '../support/app.ts'
import { chooseElectron, sandboxArgs } from '../support/choose-electron.ts'
import { ensureDisplay } from '../support/display.ts'
import { makeHome } from '../support/home.ts'
import { noBus, startKeyring } from '../support/keyring.ts'
import { killGroup } from '../support/processes.ts'
import { type SimulatorProcess, startSimulatorProcess } from '../support/simulator-process.ts'

/** What the benches that need the real app start from: IMDi with so many cases, and one user's folders and keychain. */
export interface AppAtHand {
  readonly simulator: SimulatorProcess
  /** Starts the app anew on the same folders. */
  launch(): Promise<App>
  end(): Promise<void>
}

export async function appAtHand(cases: number): Promise<AppAtHand> {
  const display = await ensureDisplay()
  const home = makeHome()
  const keyring = await startKeyring(home, 'unlocked', display.env)
  const simulator = await startSimulatorProcess({ cases, seed: 1 })
  const apps: App[] = []
  return {
    simulator,
    launch: async () => {
      const app = await launchApp({ home, simulator, env: { ...display.env, ...keyring.env } })
      apps.push(app)
      return app
    },
    end: async () => {
      for (const app of apps) await app.kill()
      await simulator.stop()
      await keyring.stop()
      home.remove()
      await display.stop()
    },
  }
}

/** Signs in on a fresh profile; answers when the first pull has begun. */
export async function signIn(app: App, simulator: SimulatorProcess): Promise<void> {
  await app.page.getByRole('button', { name: 'Logg inn med IMDinett' }).click({ timeout: 60_000 })
  await app.signInInBrowser(simulator.user)
  await expect(app.page.getByRole('navigation', { name: 'Hovedmeny' })).toBeVisible({ timeout: 60_000 })
}

/** Answers when the first pull is done: Oversikt takes the place of its progress. */
export async function firstPulled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible({ timeout: 900_000 })
  await expect(page.getByText(/^Oppdatert /).first()).toBeVisible({ timeout: 900_000 })
}

/** An Electron with one window and nothing in it: what no app can do better than. */
export interface EmptyWindow {
  readonly page: Page
  readonly pid: number
  end(): Promise<void>
}

export async function emptyWindow(): Promise<EmptyWindow> {
  await chooseElectron()
  const display = await ensureDisplay()
  const home = makeHome()
  const app = await _electron.launch({
    args: [fileURLToPath(new URL('../support/browser', import.meta.url)), ...sandboxArgs()],
    env: { DISPLAY: process.env.DISPLAY ?? '', PATH: process.env.PATH ?? '', ...display.env, ...noBus, ...home.env },
  })
  const page = await app.firstWindow()
  const { pid } = app.process()
  if (pid === undefined) throw new Error('Electron has no process id')
  const end = async () => {
    await app.close()
    await killGroup(pid)
    home.remove()
    await display.stop()
  }
  return { page, pid, end }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
