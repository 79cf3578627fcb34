import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import { visitEveryScreen } from './every-screen.ts'

/** Everything the page's content security policy stops, from the page's own events and from Chromium's console. */
async function hearViolations(page: Page): Promise<{ readonly heard: string[] }> {
  const heard: string[] = []
  page.on('console', (message) => {
    if (/content security policy|csp-violation/i.test(message.text())) heard.push(message.text())
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`csp-violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  // From the first byte of the page on.
  await page.reload()
  return { heard }
}

test('no screen breaks the content security policy, and a broken one would be heard', async ({ launch, simulator }) => {
  const app = await launch()
  const violations = await hearViolations(app.page)
  let seen = 0
  await visitEveryScreen(app, simulator, async (screen) => {
    seen++
    expect(violations.heard, screen).toEqual([])
  })
  expect(violations.heard).toEqual([])
  expect(seen).toBeGreaterThan(20)

  await app.page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { outline: 1px solid red }'
    document.head.append(style)
    const image = document.createElement('img')
    image.src = 'https://example.invalid/a.png'
    document.body.append(image)
  })
  await expect.poll(() => violations.heard.filter((said) => said.startsWith('csp-violation')).length).toBe(2)
  expect(violations.heard.some((said) => said.includes('style-src'))).toBe(true)
  expect(violations.heard.some((said) => said.includes('img-src'))).toBe(true)
})
