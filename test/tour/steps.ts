import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import type { App } from '../support/app.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import {
  newestYear,
  type OracleCase,
  qualifiedIn,
  readCases,
  readTerms,
  separateCases,
  shownDate,
  shownNumber,
  visibleCases,
} from './oracle.ts'
import type { Runner } from './runner.ts'
import { column, goTo, openRequest, search, type Written, write, written } from './window.ts'

interface Tour {
  readonly step: Runner['step']
  readonly simulator: SimulatorProcess
  readonly start: () => Promise<App>
  /** Searches all of the user's files; answers what lies there in clear, and for how many secrets it looked. */
  readonly inClear: (
    texts: readonly string[],
  ) => Promise<{ readonly found: readonly string[]; readonly looked: number }>
}

const municipality = '3804'
const patience = { timeout: 60_000 }

const onCase: Written = {
  title: 'Mangler utbetaling for høsten, år 2',
  what: 'Utbetal 3. termin 2021 for tilskudd år 2. Beløpet mangler i utbetalingsgrunnlaget.',
  why: 'Personen har bodd i kommunen hele perioden. Øvrige i år 2 fikk terminen utbetalt – også søsken på nitti år.',
}
const onTerm: Written = {
  title: 'Nybosatte mangler i 4. termin 2021',
  what: 'To personer bosatt i oktober er ikke med i utbetalingsgrunnlaget for terminen.',
  why: 'Begge er registrert i folkeregisteret og vedtaket er effektuert. Ærlig talt: æøå skal stå som de ble skrevet.',
}

const typed = [onCase, onTerm].flatMap((text) => Object.values(text))

/** Sign in, first sync, search, offline, drafts, crash, restart, send, answer: the caseworker's week in minutes. */
export async function takeSteps({ step, simulator, start, inClear }: Tour): Promise<void> {
  const terms = readTerms(await simulator.rows(municipality, 'imdi_termins'))
  const all = readCases(await simulator.rows(municipality, 'imdi_tilskuddssaks'))
  const cases = visibleCases(all, simulator.user.roles)
  const newest = newestYear(terms)
  let app = await startQuietly(start)
  const page = () => app.page
  let chosen: OracleCase | null = null
  const previews = new Map<string, string>()

  await step('Sign in', async () => {
    await page().getByRole('button', { name: 'Logg inn med IMDinett' }).click()
    await app.signInInBrowser(simulator.user)
    await expect(page().getByRole('heading', { level: 1 })).toContainText(/Oversikt|Henter/, patience)
    return `as ${simulator.user.username}, in the system browser`
  })

  await step('First sync', async () => {
    await expect(page().getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible({ timeout: 600_000 })
    await goTo(page(), 'Saker')
    await expect(
      page()
        .getByText(`${shownNumber(cases.length)} saker`)
        .first(),
    ).toBeVisible(patience)
    return `${cases.length} cases on the PC`
  })

  await step('Oversikt', async () => {
    await goTo(page(), 'Oversikt')
    await expect(page().getByText(/Sandefjord kommune ·/)).toBeVisible()
    await expect(page().getByRole('heading', { name: `Terminer ${newest}` })).toBeVisible()
    return `the terms of ${newest}`
  })

  await step('Search særskilt, sort by qualifying date', async () => {
    const expected = separateCases(cases)
    await goTo(page(), 'Saker')
    await search(page(), 'særskilt', `${shownNumber(expected.length)} av ${shownNumber(cases.length)} saker`)
    const header = page().getByRole('columnheader', { name: 'Kvalifiseringsdato' })
    await header.click()
    await expect(header).toHaveAttribute('aria-sort', 'ascending')
    const dates = expected.map((row) => row.imdi_kvalifiseringsdato ?? '').toSorted()
    await expect.poll(async () => (await column(page(), 'qualifyingDate'))[0]).toBe(shownDate(dates[0] ?? ''))
    const seen = await column(page(), 'qualifyingDate')
    expect(seen.slice(0, 15)).toEqual(dates.slice(0, 15).map(shownDate))
    return `${expected.length} found, the first qualified ${seen[0]}`
  })

  await step('Search -2020', async () => {
    const expected = qualifiedIn(cases, 2020)
    await search(page(), '-2020', `${shownNumber(expected.length)} av ${shownNumber(cases.length)} saker`)
    await expect(page().getByText(`Kvalifisert i 2020 · år ${newest - 2019} i ${newest}`)).toBeVisible()
    const numbers = new Set(expected.map((row) => row.imdi_saksnummer))
    await expect.poll(async () => (await column(page(), 'caseNumber')).length).toBeGreaterThan(5)
    const seen = await column(page(), 'caseNumber')
    expect(seen.filter((number) => !numbers.has(number))).toEqual([])
    for (const date of await column(page(), 'qualifyingDate')) expect(date.endsWith('.2020')).toBe(true)
    for (const year of await column(page(), 'grantYear')) expect(['2', '', '–']).toContain(year)
    chosen = expected.find((row) => row.imdi_saksnummer === seen.find((number) => isYearTwo(expected, number))) ?? null
    return `${expected.length} cases, grant year ${newest - 2019} in ${newest}`
  })

  await step('Open a case', async () => {
    if (chosen === null) throw new Error('no case of grant year 2 is in sight')
    await page().getByRole('gridcell', { name: chosen.imdi_saksnummer, exact: true }).dblclick()
    await expect(page().getByText(chosen.imdi_saksnummer).first()).toBeVisible()
    await expect(page().getByRole('heading', { name: 'Utbetalinger', exact: true })).toBeVisible()
    return chosen.imdi_saksnummer
  })

  await step('Cut the network', async () => {
    await simulator.addFaults('unreachable')
    await page().keyboard.press('F5')
    await expect(
      page()
        .getByText(/Frakoblet siden/)
        .first(),
    ).toBeVisible(patience)
    return 'the window says since when'
  })

  await step('Write a draft for the case', async () => {
    await page().getByRole('button', { name: 'Skriv endringsforespørsel' }).first().click()
    await write(page(), 'Mangler utbetaling', onCase)
    await expect(
      page()
        .getByText(/^Lagret \d\d\.\d\d$/)
        .first(),
    ).toBeVisible()
    return `${onCase.what.length + onCase.why.length} characters`
  })

  await step('Write a draft for a term', async () => {
    await goTo(page(), 'Oversikt')
    await page()
      .getByRole('button', { name: /Skriv endringsforespørsel.*4\. termin/ })
      .click()
    await write(page(), 'Annet', onTerm)
    return `${onTerm.what.length + onTerm.why.length} characters`
  })

  await step('Kill the app one second after the last key press', async () => {
    await sleep(1_000)
    await app.kill()
    expect(app.processes()).toEqual([])
    return 'SIGKILL to every process'
  })

  await step('Nothing on disk is readable', async () => {
    const { found, looked } = await inClear(typed)
    expect(found).toEqual([])
    return `${looked} names, numbers, texts, keys and tokens looked for in every file`
  })

  await step('Start offline', async () => {
    app = await startQuietly(start)
    await expect(page().getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible(patience)
    await expect(
      page()
        .getByText(/Frakoblet siden/)
        .first(),
    ).toBeVisible(patience)
    await goTo(page(), 'Saker')
    await search(page(), '-2020', `${shownNumber(qualifiedIn(cases, 2020).length)} av`)
    return 'the list answers without a network'
  })

  await step('Both drafts are whole', async () => {
    for (const draft of [onCase, onTerm]) {
      await openRequest(page(), draft.title)
      await page().getByRole('button', { name: 'Fortsett', exact: true }).click()
      expect(await written(page())).toEqual(draft)
    }
    return 'letter by letter'
  })

  await step('Send both while offline', async () => {
    for (const draft of [onCase, onTerm]) {
      await openRequest(page(), draft.title)
      await page().getByRole('button', { name: 'Fortsett', exact: true }).click()
      await expect(page().getByText(draft.what).last()).toBeVisible()
      previews.set(draft.title, await page().getByRole('complementary', { name: 'Slik mottar IMDi den' }).innerText())
      await page()
        .getByRole('button', { name: /Send til IMDi/ })
        .click()
      await expect(
        page()
          .getByText(/Lagt i kø/)
          .first(),
      ).toBeVisible()
    }
    return 'both wait for the network'
  })

  await step('Network back: both are sent', async () => {
    await simulator.clearFaults()
    await page().keyboard.press('F5')
    const titles = [onCase.title, onTerm.title]
    await expect
      .poll(async () => (await arrived(simulator, titles)).length, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(2)
    // Anything sent twice would come within the next rounds.
    await page().keyboard.press('F5')
    await sleep(3_000)
    const found = await arrived(simulator, titles)
    expect(found.map((request) => request.subject).toSorted()).toEqual(titles.toSorted())
    for (const request of found) {
      expect(request.arrivals).toBe(1)
      expect(request.notes).toHaveLength(1)
      const text = request.notes[0]?.notetext ?? ''
      const shown = (previews.get(request.subject) ?? '').replace(/\s+/g, ' ')
      const draft = request.subject === onCase.title ? onCase : onTerm
      expect(text).toContain(draft.what)
      expect(text).toContain(draft.why)
      expect(shown).toContain(text.replace(/\s+/g, ' ').trim())
    }
    const byTitle = new Map(found.map((request) => [request.subject, request.regarding]))
    expect(byTitle.get(onCase.title)).toEqual({ kind: 'case', id: chosen?.imdi_tilskuddssakid })
    const fourth = terms.find((term) => term.imdi_aar === newest && term.imdi_nummer === 4)
    expect(byTitle.get(onTerm.title)).toEqual({ kind: 'term', id: fourth?.imdi_terminid })
    return 'each once: title as activity, description as its one note'
  })

  await step('IMDi answers, and the answer is seen', async () => {
    const answer = 'Etterbetales i neste termin.'
    for (const { activityid } of await arrived(simulator, [onCase.title, onTerm.title])) {
      await simulator.answer({ activityid, statuscode: 4, svar: answer })
    }
    await page().keyboard.press('F5')
    for (const draft of [onCase, onTerm]) {
      await openRequest(page(), draft.title)
      await expect(page().getByText('Tatt til følge').first()).toBeVisible(patience)
      await expect(page().getByText(answer).first()).toBeVisible(patience)
    }
    return answer
  })

  await step('Dark theme', async () => {
    await goTo(page(), 'Innstillinger')
    await page().getByRole('radio', { name: 'Mørkt' }).click()
    await openRequest(page(), onCase.title)
    await expect(page().locator('html')).toHaveAttribute('data-color-scheme', 'dark')
    return 'chosen in Innstillinger'
  })

  await step('Small window', async () => {
    await resize(app, 1280, 720)
    await goTo(page(), 'Saker')
    await expect(page().getByRole('columnheader', { name: 'Saksnummer' })).toBeVisible()
    const wider = await page().evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wider).toBeLessThanOrEqual(0)
    return '1280 × 720, nothing beyond the edge'
  })

  await step('Quit', async () => {
    await app.close()
    return 'no process is left'
  })

  await step('Nothing on disk is readable after quitting', async () => {
    const { found, looked } = await inClear([...typed, ...previews.values()])
    expect(found).toEqual([])
    return `${looked} names, numbers, texts, keys and tokens looked for in every file`
  })
}

async function resize(app: App, width: number, height: number): Promise<void> {
  await app.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
}

async function arrived(simulator: SimulatorProcess, titles: readonly string[]) {
  const { changeRequests } = await simulator.ledger()
  return changeRequests.filter((request) => titles.includes(request.subject))
}

const isYearTwo = (cases: readonly OracleCase[], number: string): boolean =>
  cases.some((row) => row.imdi_saksnummer === number && row.imdi_tilskuddsaar === 2)

async function startQuietly(start: () => Promise<App>): Promise<App> {
  const app = await start()
  await expect(app.page.getByRole('heading', { level: 1 }).first()).toBeVisible(patience)
  return app
}
