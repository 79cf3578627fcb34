import { expect, type Page } from '@playwright/test'
import type { App } from '../support/app.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import { goTo, openRequest, search } from '../tour/window.ts'

/** Called on each face of the window when it stands still; `screen` names it in messages. */
export type Visit = (screen: string) => Promise<void>

const patience = { timeout: 20_000 }

/** Goes through every screen of the window, from the way in to a refused request, as one who is signed out. */
export async function visitEveryScreen(app: App, simulator: SimulatorProcess, visit: Visit): Promise<void> {
  const { page } = app
  await page.setViewportSize({ width: 1440, height: 900 })
  await wayIn(app, simulator, visit)
  await lists(page, visit)
  await forms(page, visit)
  await refusedAndUndecided(page, simulator, visit)
  await rest(page, simulator, visit)
}

async function wayIn(app: App, simulator: SimulatorProcess, visit: Visit): Promise<void> {
  const { page } = app
  await expect(heading(page, 'Logg inn')).toBeVisible(patience)
  await page.getByText('Adresser i bruk').click()
  await visit('sign-in')
  await page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
  await expect(heading(page, 'Fullfør i nettleseren')).toBeVisible()
  await visit('sign-in, waiting for the browser')
  // The first page of rows comes at once, the next one not before it is told to.
  await simulator.addFaults('stalled-body:first-pull:2')
  await app.signInInBrowser(simulator.user)
  await expect(page.getByRole('button', { name: 'Stans og fortsett senere' })).toBeVisible(patience)
  await visit('first sync')
  await page.getByRole('button', { name: 'Stans og fortsett senere' }).click()
  await expect(page.getByRole('button', { name: 'Fortsett' }).first()).toBeVisible()
  await visit('first sync, paused')
  await simulator.clearFaults()
  await page.getByRole('button', { name: 'Fortsett' }).first().click()
  await expect(heading(page, 'Oversikt')).toBeVisible(patience)
  await visit('Oversikt')
}

async function lists(page: Page, visit: Visit): Promise<void> {
  await goTo(page, 'Saker')
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await visit('Saker')
  await search(page, 'særskilt', ' av 200 saker')
  await page.locator('[role=gridcell][col-id=familyName]').first().click()
  await page.keyboard.press('Space')
  await visit('Saker, a search and a chosen row')
  await page.getByRole('button', { name: 'Status' }).click()
  await visit('Saker, a filter open')
  await page.keyboard.press('Escape')
  await search(page, 'finnes ikke', 'Ingen saker passer')
  await visit('Saker, nothing found')
  await search(page, '-2099', 'Ingen saker passer')
  await visit('Saker, nothing found on a date')
  await search(page, '-2020', ' av 200 saker')
  // The rows of the whole search, not those of its first letters, which still move.
  await expect(page.locator('[row-index="0"] [col-id=qualifyingDate]')).toContainText('2020')
  await visit('Saker, read as a date')
  // A running case: only such a one can be stopped meanwhile.
  const running = page.getByRole('row').filter({ hasText: 'Løper' }).first()
  await running.locator('[col-id=caseNumber]').dblclick()
  await expect(heading(page, 'Utbetalinger', 2)).toBeVisible()
  await visit('Sak')
}

async function forms(page: Page, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Skriv endringsforespørsel' }).first().click()
  await expect(page.getByRole('textbox', { name: 'Hva skal endres?' })).toBeVisible()
  await visit('Endringsforespørsel on a case, empty')
  await fill(page, 'Mangler utbetaling', 'Feil termin for en person')
  await visit('Endringsforespørsel on a case, with warnings')
  await page.getByRole('button', { name: /Velg Fra dato/i }).click()
  await visit('Endringsforespørsel on a case, calendar open')
  await page.keyboard.press('Escape')
  await goTo(page, 'Oversikt')
  await page
    .getByRole('button', { name: /Skriv endringsforespørsel.*4\. termin/ })
    .first()
    .click()
  await expect(page.getByRole('textbox', { name: 'Hva skal endres?' })).toBeVisible()
  await fill(page, 'Annet', 'Nybosatte mangler')
  await visit('Endringsforespørsel on a term')
  await openRequest(page, 'Feil termin for en person')
  await visit('Endringsforespørsler, a draft')
}

async function refusedAndUndecided(page: Page, simulator: SimulatorProcess, visit: Visit): Promise<void> {
  await simulator.addFaults('validation-error:push')
  await send(page, 'Nybosatte mangler')
  await expect(page.getByText('Ikke tatt imot').first()).toBeVisible(patience)
  await openRequest(page, 'Nybosatte mangler')
  await visit('Endringsforespørsler, refused')
  await simulator.clearFaults()
  // The case is stopped by IMDi just as it is read again before sending.
  await simulator.addFaults('case-changed')
  await send(page, 'Feil termin for en person')
  await expect(page.getByText('Krever avklaring').first()).toBeVisible(patience)
  await openRequest(page, 'Feil termin for en person')
  await expect(page.getByText('Hva er endret').first()).toBeVisible()
  await visit('Endringsforespørsler, needs a decision')
  await page.getByRole('button', { name: 'Trekk tilbake' }).click()
  await visit('Endringsforespørsler, about to withdraw')
  await page.keyboard.press('Escape')
  await openRequest(page, 'Er ikke lenger i målgruppen?')
  await visit("Endringsforespørsler, a colleague's that needs more")
  await simulator.clearFaults()
}

async function rest(page: Page, simulator: SimulatorProcess, visit: Visit): Promise<void> {
  await goTo(page, 'Innstillinger')
  await visit('Innstillinger')
  await page.getByRole('button', { name: 'Logg ut' }).first().click()
  await visit('Innstillinger, about to sign out')
  await page.keyboard.press('Escape')
  await simulator.addFaults('unreachable')
  await page.keyboard.press('F5')
  await expect(page.getByText(/Frakoblet siden/).first()).toBeVisible(patience)
  await goTo(page, 'Oversikt')
  await visit('Oversikt, offline')
  await simulator.clearFaults()
}

const heading = (page: Page, name: string, level = 1) => page.getByRole('heading', { level, name }).first()

/** Text that brings out the warnings: an address, and a number that is not the case's. */
async function fill(page: Page, problem: string, title: string): Promise<void> {
  await page.getByRole('radio', { name: problem, exact: true }).click()
  await page.getByRole('textbox', { name: 'Tittel' }).fill(title)
  await page.getByRole('textbox', { name: 'Hva skal endres?' }).fill('Se også 200812345678 i Storgata 12.')
  await page.getByRole('textbox', { name: 'Hvorfor?' }).fill('Bosatt hele terminen.')
  await page.getByRole('textbox', { name: 'Fra dato' }).fill('01.10.2021')
  await expect(page.getByText(/^Lagret \d\d\.\d\d$/).first()).toBeVisible()
}

async function send(page: Page, title: string): Promise<void> {
  await openRequest(page, title)
  await page.getByRole('button', { name: 'Fortsett', exact: true }).click()
  await page.getByRole('button', { name: /Send til IMDi/ }).click()
  await page.keyboard.press('F5')
  await goTo(page, 'Endringsforespørsler')
}
