import type { Page } from '@playwright/test'
import type { App } from '../support/app.ts'
import { expect, test } from '../support/e2e.ts'
import { goTo, openRequest, search } from '../tour/window.ts'
import { layoutFaults } from './layout-faults.ts'
import { signInAndPull } from './signed-in.ts'

const sizes = [
  { name: '1280×720', width: 1280, height: 720, zoom: 1 },
  { name: '1920×1080', width: 1920, height: 1080, zoom: 1 },
  { name: '1920×1080 at 200 %', width: 1920, height: 1080, zoom: 2 },
  { name: '1280×720 at 200 %', width: 1280, height: 720, zoom: 2 },
] as const

test('every screen fits at 1280×720, 1920×1080 and 200 % zoom: nothing covered, no sideways scrolling', async ({
  launch,
  simulator,
}, info) => {
  const app = await launch()
  await signInAndPull(app, simulator)
  const faults: Record<string, string[]> = {}
  const look = async (screen: string) => {
    for (const size of sizes) {
      await resize(app, size)
      const found = await layoutFaults(app.page)
      if (found.length > 0) faults[`${screen}, ${size.name}`] = found
      const body = await app.page.screenshot()
      await info.attach(`${screen}, ${size.name}`, { body, contentType: 'image/png' })
    }
    await resize(app, sizes[0])
  }
  await screens(app.page, look)
  expect(faults).toEqual({})

  await app.page.evaluate(() => {
    const sheet = document.createElement('div')
    Object.assign(sheet.style, { position: 'fixed', inset: '0', width: '3000px' })
    document.body.append(sheet)
  })
  expect(await layoutFaults(app.page)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^BUTTON "Oversikt" lies under DIV/)]),
  )
})

async function resize(app: App, size: (typeof sizes)[number]): Promise<void> {
  await app.page.setViewportSize({ width: size.width, height: size.height })
  await app.app.evaluate(({ BrowserWindow }, zoom) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(zoom)
  }, size.zoom)
  // Two frames: one to lay out, one for what measures itself.
  await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await app.page.waitForTimeout(100)
}

async function screens(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  await look('Oversikt')
  await goTo(page, 'Saker')
  await search(page, '-2020', 'av 200 saker')
  await look('Saker')
  await page.locator('[role=gridcell][col-id=caseNumber]').first().dblclick()
  await expect(page.getByRole('heading', { name: 'Utbetalinger', exact: true })).toBeVisible()
  await look('Sak')
  await page.getByRole('button', { name: 'Skriv endringsforespørsel' }).first().click()
  await page.getByRole('textbox', { name: 'Hva skal endres?' }).fill('Se også 200812345678 i Storgata 12.')
  await look('Endringsforespørsel')
  await openRequest(page, 'Er ikke lenger i målgruppen?')
  await look('Endringsforespørsler')
  await goTo(page, 'Innstillinger')
  await look('Innstillinger')
}
