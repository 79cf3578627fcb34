import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import type { App } from '../support/app.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import { goTo, openRequest, search, write } from '../tour/window.ts'

/** What the caseworker types, found nowhere else. */
export const typed = {
  title: 'Uteblitt etterbetaling, vårhalvåret',
  what: 'Utbetal tredje rate for Qvistgårdsøya-familien.',
  why: 'Vedtaket ble effektuert før fristen, se notat av niende mars.',
}

const patience = { timeout: 300_000 }

/** Signs in, fetches everything, reads here and there, and writes a draft that the window says is saved. */
export async function readAndWrite(app: App, simulator: SimulatorProcess, known?: 'signed in'): Promise<void> {
  const { page } = app
  if (known === undefined) {
    await page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
    await app.signInInBrowser(simulator.user)
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible(patience)
  await readLists(app, simulator)
  await page.locator('[role=gridcell][col-id=caseNumber]').first().dblclick()
  await expect(page.getByRole('heading', { name: 'Utbetalinger', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Skriv endringsforespørsel' }).first().click()
  await write(page, 'Mangler utbetaling', typed)
  await expect(page.getByText(/^Lagret \d\d\.\d\d$/).first()).toBeVisible()
}

/** Sorts by several columns, scrolls, and searches for somebody by name. */
export async function readLists({ page }: App, simulator: SimulatorProcess): Promise<void> {
  await goTo(page, 'Saker')
  for (const header of ['Etternavn', 'Fornavn', 'DUF-nummer', 'Totalt tilskuddsbeløp']) {
    await page.getByRole('columnheader', { name: header }).click()
    await expect(page.getByRole('columnheader', { name: header })).toHaveAttribute('aria-sort', 'ascending')
  }
  await page.locator('[role=gridcell][col-id=familyName]').first().click()
  await page.keyboard.press('Control+End')
  const [someone] = await simulator.rows('3804', 'imdi_tilskuddssaks')
  await search(page, `${someone?.imdi_fornavn} ${someone?.imdi_etternavn}`, 'Sum')
  await expect(page.getByRole('gridcell', { name: String(someone?.imdi_saksnummer), exact: true })).toBeVisible()
}

/** Makes the app ask for a new access token: IMDi refuses the one it has. */
export async function refreshTokens({ page }: App, simulator: SimulatorProcess): Promise<void> {
  const before = (await simulator.tokens()).length
  await simulator.addFaults('expired-token:delta:1')
  await page.keyboard.press('F5')
  await expect.poll(async () => (await simulator.tokens()).length, { timeout: 20_000 }).toBeGreaterThan(before)
  await simulator.clearFaults()
}

/** Sends the draft, so that what goes out and what comes back has passed through the app too. */
export async function sendDraft({ page }: App, simulator: SimulatorProcess): Promise<void> {
  await openRequest(page, typed.title)
  await page.getByRole('button', { name: 'Fortsett', exact: true }).click()
  await page.getByRole('button', { name: /Send til IMDi/ }).click()
  await expect
    .poll(async () => (await simulator.ledger()).changeRequests.some(({ subject }) => subject === typed.title), {
      timeout: 30_000,
    })
    .toBe(true)
  await page.keyboard.press('F5')
  await sleep(500)
}
