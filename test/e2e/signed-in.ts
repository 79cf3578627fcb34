import { expect } from '@playwright/test'
import type { App } from '../support/app.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'

/** Signs in and waits until the first pull is done. */
export async function signInAndPull(app: App, simulator: SimulatorProcess): Promise<void> {
  await app.page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
  await app.signInInBrowser(simulator.user)
  await expect(app.page.getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible({ timeout: 300_000 })
}
