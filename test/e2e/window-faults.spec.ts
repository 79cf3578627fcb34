import { expect, type Page } from '@playwright/test'
import type { App } from '../support/app.ts'
import { test } from '../support/e2e.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import { goTo, openRequest, search } from '../tour/window.ts'
import { axeFaults } from './axe-faults.ts'

const patience = { timeout: 20_000 }

async function signIn(app: App, simulator: SimulatorProcess) {
  await app.page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
  await app.signInInBrowser(simulator.user)
  await expect(app.page.getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible(patience)
}

/** From now on whatever writes a date fails as it is drawn; the function returned mends it. */
async function breakDates(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const { getMonth, getUTCMonth } = Date.prototype
    const fail = () => {
      throw new Error('no month')
    }
    Object.assign(Date.prototype, { getMonth: fail, getUTCMonth: fail })
    addEventListener('mended', () => Object.assign(Date.prototype, { getMonth, getUTCMonth }))
  })
  return () => page.evaluate(() => void dispatchEvent(new Event('mended')))
}

test('S2: a screen that fails as it is drawn says so, leaves the rest of the window standing, and loses no text', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const { page } = app
  await signIn(app, simulator)
  await goTo(page, 'Saker')
  await search(page, 'særskilt', ' av 200 saker')
  await page.locator('[role=gridcell][col-id=familyName]').first().click()
  await page.keyboard.press('e')
  const what = page.getByLabel('Hva skal endres?')
  await page.getByRole('textbox', { name: 'Tittel' }).fill('Skrevet før feilen')
  await what.fill('Dette skal ikke bli borte.')

  const mend = await breakDates(page)
  await page.getByRole('button', { name: /Velg fra dato/i }).click()
  const broken = page.getByRole('heading', { level: 1, name: 'Siden kunne ikke vises' })
  await expect(broken).toBeVisible()
  await page.getByRole('button', { name: 'Gå til Oversikt', exact: true }).click()
  await expect(broken).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Hovedmeny' })).toBeVisible()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Last siden på nytt' }).click()
  await expect(broken).toBeVisible()
  await mend()
  await page.getByRole('button', { name: 'Last siden på nytt' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible()

  await openRequest(page, 'Skrevet før feilen')
  await page.getByRole('button', { name: 'Fortsett', exact: true }).click()
  await expect(what).toHaveValue('Dette skal ikke bli borte.')
})

test('S2: a window that fails as a whole is loaded anew, not before what was typed is on disk', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const { page } = app
  await signIn(app, simulator)
  await page.getByRole('button', { name: 'Skriv endringsforespørsel' }).first().click()
  await page.getByRole('textbox', { name: 'Tittel' }).fill('Skrevet før alt feilet')
  // The bar tells the time of the last sync, so it fails with the next one; a page loaded anew has a sound clock.
  await page.evaluate(() => {
    Date.prototype.getHours = () => {
      throw new Error('no hour')
    }
  })
  await page.keyboard.press('F5')
  await expect(page.getByRole('heading', { level: 1, name: 'Siden kunne ikke vises' })).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await page.getByRole('button', { name: 'Last siden på nytt' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Skrevet før alt feilet' })).toBeVisible()
})

test('files whose key is gone are kept until one asks to start over, which says what is lost', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  await signIn(app, simulator)
  await app.app.evaluate(async () => {
    const keytar = process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/`)('keytar')
    for (const { account } of await keytar.findCredentials('Tilskuddsmappen')) {
      await keytar.deletePassword('Tilskuddsmappen', account)
    }
  })
  await app.close()

  const { page } = await launch()
  const gone = page.getByRole('heading', { level: 1, name: 'Nøkkelen til filene er borte' })
  await expect(gone).toBeVisible()
  await page.getByRole('button', { name: 'Prøv igjen' }).click()
  await expect(gone).toBeVisible()
  const startOver = page.getByRole('button', { name: 'Slett og begynn på nytt' })
  expect(await axeFaults(page)).toEqual([])
  await startOver.click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('utkast og forespørsler som ikke er sendt')
  expect(await axeFaults(page)).toEqual([])
  await question.getByRole('button', { name: 'Avbryt' }).click()
  await expect(gone).toBeVisible()
  await startOver.click()
  await question.getByRole('button', { name: 'Slett og begynn på nytt' }).click()
  await expect(page.getByRole('button', { name: 'Logg inn med IMDinett' })).toBeVisible()
})

test('a new request is about a case, which one is led to, or about a whole term', async ({ launch, simulator }) => {
  const app = await launch()
  const { page } = app
  await signIn(app, simulator)
  const create = page.getByRole('button', { name: 'Ny endringsforespørsel', exact: true })
  await goTo(page, 'Endringsforespørsler')
  await create.click()
  await page.getByRole('button', { name: 'Om én sak' }).click()
  const hint = page.getByText('Velg saken forespørselen gjelder.')
  await expect(hint).toBeVisible()
  expect(await axeFaults(page)).toEqual([])
  await page
    .getByRole('button', { name: /^Skriv endringsforespørsel for sak/ })
    .first()
    .click()
  await expect(page.getByRole('textbox', { name: 'Hva skal endres?' })).toBeVisible()

  await goTo(page, 'Saker')
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await expect(hint).toHaveCount(0)

  await goTo(page, 'Endringsforespørsler')
  await create.click()
  await page.getByRole('button', { name: 'Om hele 4. termin 2021' }).click()
  await expect(page.getByRole('textbox', { name: 'Hva skal endres?' })).toBeVisible()
  await expect(page.getByText('Hele 4. termin 2021').first()).toBeVisible()
})

test('a selection tells how many and how much, outlives another search, and can be undone', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const { page } = app
  await signIn(app, simulator)
  await goTo(page, 'Saker')
  await search(page, 'særskilt', ' av 200 saker')
  const footer = page.locator('footer')
  for (const row of [0, 1]) {
    await page.locator(`[role=row][row-index="${row}"] [col-id=familyName]`).click()
    await page.keyboard.press('Space')
  }
  const amounts = await page.locator('[role=gridcell][col-id=totalAmount]').allInnerTexts()
  const kroner = (text: string | undefined) => Number((text ?? '').replace(/\D/g, ''))
  await expect(footer).toContainText('2 valgt')
  const sum = kroner(await footer.locator('strong').last().innerText())
  expect(sum).toBe(kroner(amounts[0]) + kroner(amounts[1]))
  await search(page, '-2020', ' av 200 saker')
  await expect(footer).toContainText('2 valgt')
  await footer.getByRole('button', { name: 'Fjern valget' }).click()
  await expect(footer).not.toContainText('valgt')
})

test('a name that has no room is told whole under the pointer', async ({ launch, simulator }) => {
  const app = await launch()
  const { page } = app
  await page.setViewportSize({ width: 1280, height: 720 })
  await signIn(app, simulator)
  await goTo(page, 'Saker')
  await search(page, 'hamdan', ' av 200 saker')
  const names = page.locator('[role=gridcell][col-id=familyName]')
  const long = names.filter({ hasText: /^Hamdan \S{6,}/ }).first()
  await long.hover()
  await expect(long).toHaveAttribute('title', await long.innerText())
  const short = names.filter({ hasText: /^Hamdan$/ }).first()
  await short.hover()
  await expect(short).not.toHaveAttribute('title', /./)
})
