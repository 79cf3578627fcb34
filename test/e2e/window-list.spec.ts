import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import { goTo } from '../tour/window.ts'
import { signInAndPull } from './signed-in.ts'

test('a sync under an open list keeps the rows in sight, the scroll and the selection', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  await signInAndPull(app, simulator)
  const { page } = app
  await page.setViewportSize({ width: 1440, height: 900 })
  await goTo(page, 'Saker')
  const header = page.getByRole('columnheader', { name: 'Saksnummer' })
  await header.click()
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
  await page.locator('[role=gridcell][col-id=caseNumber]').first().click()
  for (let press = 0; press < 4; press++) await page.keyboard.press('PageDown')
  await expect.poll(async () => Math.min(...(await inSight(page)).map(({ index }) => index))).toBeGreaterThan(20)
  await page.keyboard.press('Space')
  await expect(page.getByText('1 valgt')).toBeVisible()
  // Rows that are still on their way have no number yet.
  await expect.poll(async () => (await inSight(page)).every(({ number }) => number.length > 10)).toBe(true)
  const before = await inSight(page)
  const amounts = await column(page)

  await simulator.time({ action: 'pay-term' })
  await page.keyboard.press('F5')
  await expect.poll(() => column(page), { timeout: 20_000 }).not.toEqual(amounts)
  expect(await inSight(page)).toEqual(before)
  await expect(page.getByText('1 valgt')).toBeVisible()

  await simulator.time({ action: 'new-cases', count: 5 })
  await page.keyboard.press('F5')
  await expect(page.getByText('205 saker').first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('1 valgt')).toBeVisible()
  const chosen = before.find(({ selected }) => selected)?.number
  await expect.poll(async () => (await inSight(page)).find(({ selected }) => selected)?.number).toBe(chosen)
})

interface Row {
  readonly index: number
  readonly number: string
  readonly top: number
  readonly selected: boolean
}

/** The rows one sees, with where they stand in the list and on the screen. */
const inSight = (page: Page): Promise<Row[]> =>
  page.evaluate(() => {
    const frame = document.querySelector('[role=grid]')?.getBoundingClientRect()
    const rows = [...document.querySelectorAll<HTMLElement>('[role=row][row-index]')].flatMap((row) => {
      const cell = row.querySelector('[col-id=caseNumber]')
      const { top, bottom } = row.getBoundingClientRect()
      if (cell === null || frame === undefined || bottom > frame.bottom || top < frame.top + 40) return []
      const selected = row.getAttribute('aria-selected') === 'true' || row.classList.contains('ag-row-selected')
      return [{ index: Number(row.getAttribute('row-index')), number: cell.textContent ?? '', top, selected }]
    })
    return rows.sort((a, b) => a.index - b.index)
  })

const column = (page: Page): Promise<string[]> => page.locator('[role=gridcell][col-id=totalAmount]').allInnerTexts()
