import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { App } from '../support/app.ts'
import { expect, test } from '../support/e2e.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'

/** Signs in and waits until the municipality's cases are on the PC. */
async function signIn(app: App, simulator: SimulatorProcess) {
  await app.page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
  await app.signInInBrowser(simulator.user)
  await expect(app.page.getByRole('heading', { name: 'Oversikt' })).toBeVisible({ timeout: 30_000 })
}

const goTo = (page: Page, name: string) => page.getByRole('navigation', { name: 'Hovedmeny' }).getByText(name).click()

/** A running case of integreringstilskudd, as IMDi has it. */
async function someCase(simulator: SimulatorProcess): Promise<{ id: string; number: string }> {
  const [kommune] = simulator.user.kommuner
  const named = typeof kommune === 'object' && kommune !== null && 'kommuneid' in kommune ? kommune.kommuneid : kommune
  const rows = await simulator.rows(String(named), 'imdi_tilskuddssaks')
  const row = rows.find((it) => it.statuscode === 1 && it.imdi_tilskuddsaar === 2)
  if (row === undefined) throw new Error('no running case in year 2')
  return { id: String(row.imdi_tilskuddssakid), number: String(row.imdi_saksnummer) }
}

async function openCase(page: Page, number: string) {
  await goTo(page, 'Saker')
  await page.getByRole('searchbox').fill(number)
  await expect(page.getByText('1 av')).toBeVisible()
  await page.locator('.ag-row').first().dblclick()
  await expect(page.getByRole('heading', { name: 'Utbetalinger', exact: true })).toBeVisible()
}

async function writeRequest(page: Page, what: string) {
  await page.keyboard.press('e')
  await page.getByRole('radio', { name: 'Feil beløp' }).check()
  await page.getByRole('button', { name: /Hvilken termin/ }).click()
  await page.getByRole('checkbox', { name: '4. termin 2021' }).check()
  await page.keyboard.press('Escape')
  await page.getByLabel('Hva skal endres?').pressSequentially(what)
  await page.getByLabel('Hvorfor?').fill('Se vedtaket.')
  // The letter beside the form follows the save: what it shows is on disk.
  await expect(page.locator('.tm-letter__text')).toContainText('Se vedtaket.')
}

test('S2: what is typed while the engine dies, and what was typed one second before the app is killed, is kept', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  await signIn(app, simulator)
  await openCase(app.page, (await someCase(simulator)).number)
  await app.page.keyboard.press('e')
  const what = 'Skrevet mens motoren dør og starter igjen av seg selv.'
  const typing = app.page.getByLabel('Hva skal endres?').pressSequentially(what, { delay: 30 })
  await app.page.waitForTimeout(500)
  const engine = app.processes().find(({ command }) => command.includes('node.mojom.NodeService'))
  if (engine === undefined) throw new Error('no engine process')
  process.kill(engine.pid, 'SIGKILL')
  await typing
  await expect(app.page.locator('.tm-letter')).toContainText(what)
  await expect(app.page.getByText(/^Lagret /).first()).toBeVisible()
  await app.page.getByLabel('Hvorfor?').pressSequentially('Like før strømmen gikk.')
  await app.page.waitForTimeout(1_000)
  await app.kill()

  await simulator.addFaults('unreachable')
  const again = await launch()
  const offline = again.page.getByRole('button', { name: /Fortsett frakoblet/ })
  await expect(offline.or(again.page.getByRole('heading', { name: 'Oversikt' }))).toBeVisible()
  if (await offline.isVisible()) await offline.click()
  await goTo(again.page, 'Endringsforespørsler')
  await again.page.getByRole('option', { name: /Utkast/ }).dblclick()
  await expect(again.page.getByLabel('Hva skal endres?')).toHaveValue(what)
  await expect(again.page.getByLabel('Hvorfor?')).toHaveValue('Like før strømmen gikk.')
  await simulator.clearFaults()
})

test('S3, S4: sent without a network, a request waits and says so, and is at IMDi once when the network is back', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const { page } = app
  await signIn(app, simulator)
  const { id, number } = await someCase(simulator)
  await openCase(page, number)
  await writeRequest(page, 'Beløpet er for lavt.')
  const letter = await page.locator('.tm-letter__text').innerText()
  await simulator.addFaults('unreachable')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Lagt i kø\. Du er frakoblet siden/)).toBeVisible()
  await expect(page.getByText('Du kan lukke appen.')).toBeVisible()
  await page.getByRole('button', { name: 'Se forespørslene' }).click()
  await expect(page.getByText(/Venter på nett\. Du er frakoblet siden/)).toBeVisible()

  await simulator.clearFaults()
  await page.keyboard.press('F5')
  await expect(page.getByText('IMDi har mottatt forespørselen.')).toBeVisible()
  const ours = (await simulator.ledger()).changeRequests.filter(
    ({ regarding, arrivals }) => regarding.id === id && arrivals > 0,
  )
  expect(ours).toMatchObject([
    { subject: 'Feil beløp 4. termin 2021, integreringstilskudd år 2', arrivals: 1, notes: [{ notetext: letter }] },
  ])
  await simulator.answer({ activityid: ours[0]?.activityid ?? '', statuscode: 4, svar: 'Etterbetales i neste termin.' })
  await page.keyboard.press('F5')
  await expect(page.getByText('IMDi har tatt forespørselen til følge.')).toBeVisible()
  await expect(page.getByText('Etterbetales i neste termin.')).toBeVisible()
})

test('a case stopped meanwhile parks the request with what differs, and sending it anyway brings it to IMDi', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const { page } = app
  await signIn(app, simulator)
  const { id, number } = await someCase(simulator)
  await openCase(page, number)
  await writeRequest(page, 'Beløpet er for lavt.')
  await simulator.addFaults('unreachable')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Lagt i kø/)).toBeVisible()
  await simulator.clearFaults()
  await simulator.time({ action: 'move-away', count: 1, id, reason: 1 })
  await page.keyboard.press('F5')
  await page.getByRole('button', { name: 'Se hva som er endret' }).click()
  await expect(page.getByText('Saken ble endret hos IMDi etter at du skrev forespørselen.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Stoppårsak/ })).toContainText('Flyttet')
  const sent = async () =>
    (await simulator.ledger()).changeRequests.filter((it) => it.regarding.id === id && it.arrivals > 0).length
  expect(await sent()).toBe(0)
  await page.getByRole('button', { name: 'Send likevel' }).click()
  await expect(page.getByText('IMDi har mottatt forespørselen.')).toBeVisible()
  expect(await sent()).toBe(1)
})

test('case, form and requests have no accessibility fault, light and dark', async ({ launch, simulator }) => {
  const app = await launch()
  const { page } = app
  const faults = async () => {
    const found = await new AxeBuilder({ page })
      .setLegacyMode()
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze()
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  }
  await signIn(app, simulator)
  const { number } = await someCase(simulator)
  for (const scheme of ['light', 'dark']) {
    await page.evaluate((value) => document.documentElement.setAttribute('data-color-scheme', value), scheme)
    await openCase(page, number)
    await page.getByText('Vis som liste').click()
    expect(await faults(), `case, ${scheme}`).toEqual([])
    await writeRequest(page, 'Bor i Storgata 12.')
    await expect(page.getByText('ser ut som en gateadresse').first()).toBeVisible()
    await page.getByRole('button', { name: /Velg fra dato/ }).click()
    expect(await faults(), `form, ${scheme}`).toEqual([])
    await page.keyboard.press('Escape')
    await goTo(page, 'Endringsforespørsler')
    await expect(page.getByRole('listbox')).toBeVisible()
    expect(await faults(), `requests, ${scheme}`).toEqual([])
  }
})
