import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import { signInAndPull } from './signed-in.ts'

test('a request goes from Saker to IMDi by the keyboard alone', async ({ launch, simulator }) => {
  const app = await launch()
  await signInAndPull(app, simulator)
  const { page } = app
  const keys = page.keyboard
  const rows = await simulator.rows('3804', 'imdi_tilskuddssaks')
  const chosen = rows.find((row) => row.imdi_statuscode === 1 || row.statuscode === 1)
  const number = String(chosen?.imdi_saksnummer)

  await tabTo(page, /^Saker$/)
  await keys.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Saker' })).toBeVisible()
  await keys.press('Control+f')
  await keys.type(number)
  await expect(page.getByText('1 av 200 saker').first()).toBeVisible()
  // The count comes before the rows: until they have come, the first row is still that of an earlier letter.
  await expect(page.locator('[role=row][row-index="0"] [role=gridcell][col-id=caseNumber]')).toHaveText(number)
  await keys.press('ArrowDown')
  await expect(page.locator('[role=gridcell]:focus')).toBeVisible()
  await keys.press('Enter')
  await expect(page.getByRole('heading', { name: 'Utbetalinger', exact: true })).toBeVisible()
  await tabTo(page, /^Skriv endringsforespørsel/)
  await keys.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Hva skal endres?' })).toBeVisible()
  await tabTo(page, /Mangler utbetaling/)
  await keys.press('Space')
  await tabTo(page, /Hva skal endres/)
  await keys.type('Utbetal tredje termin.')
  await tabTo(page, /Hvorfor/)
  await keys.type('Bosatt hele terminen.')
  await tabTo(page, /Tittel/)
  await keys.press('Control+a')
  await keys.type('Skrevet med tastaturet')
  await expect(page.getByText(/^Lagret \d\d\.\d\d$/).first()).toBeVisible()
  await keys.press('Control+Enter')
  const arrived = async () =>
    (await simulator.ledger()).changeRequests.filter(({ subject }) => subject === 'Skrevet med tastaturet')
  await expect.poll(arrived, { timeout: 20_000 }).toHaveLength(1)
  expect((await arrived())[0]?.regarding).toEqual({ kind: 'case', id: chosen?.imdi_tilskuddssakid })
})

/** Presses Tab until what has the focus is called so; everything on the way must show that it has it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let left = 80; left > 0; left--) {
    await page.keyboard.press('Tab')
    const { words, visible } = await page.evaluate(() => {
      const at = document.activeElement
      if (!(at instanceof HTMLElement)) return { words: '', visible: true }
      const labels = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? [...(at.labels ?? [])] : []
      // A field may show it on the box around it.
      const around = [at, at.parentElement, at.parentElement?.parentElement].flatMap((one) => one ?? [])
      const ring = around.map((one) => getComputedStyle(one)).some((style) => style.outlineStyle !== 'none')
      // A grid shows the focus on the cell inside, a listbox on its chosen row.
      const own = at === document.body || at.closest('[role=grid]') !== null
      const label = at.getAttribute('aria-label') ?? labels.map((one) => one.innerText).join(' ')
      return { words: (label || at.innerText || '').trim(), visible: ring || own }
    })
    passed.push(words.split('\n')[0] ?? '')
    expect(visible, `the focus shows on "${words}"`).toBe(true)
    if (name.test(words)) return
  }
  throw new Error(`Tab never came to ${name}; it passed ${passed.join(' · ')}`)
}
