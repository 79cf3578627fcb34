import { expect, test } from '../support/e2e.ts'
import { goTo } from '../tour/window.ts'
import { signInAndPull } from './signed-in.ts'

test.use({ simulatorCases: 100_000 })

test('of 100,000 rows the last ones are reached, and the first again', async ({ launch, simulator }) => {
  const app = await launch()
  await signInAndPull(app, simulator)
  const { page } = app
  await goTo(page, 'Saker')
  const header = page.getByRole('columnheader', { name: 'Saksnummer' })
  await header.click()
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
  const numbers = (await simulator.rows('3804', 'imdi_tilskuddssaks')).map((row) => String(row.imdi_saksnummer))
  const sorted = numbers.toSorted((a, b) => (a < b ? -1 : 1))
  const cell = (index: number) => page.locator(`[role=row][row-index="${index}"] [role=gridcell][col-id=caseNumber]`)
  await expect(cell(0)).toHaveText(sorted[0] ?? '')
  await cell(0).click()
  await page.keyboard.press('Control+End')
  await expect(cell(99_999)).toHaveText(sorted.at(-1) ?? '', { timeout: 10_000 })
  await expect(cell(99_990)).toHaveText(sorted[99_990] ?? '')
  await page.keyboard.press('Control+Home')
  await expect(cell(0)).toHaveText(sorted[0] ?? '', { timeout: 10_000 })
})
