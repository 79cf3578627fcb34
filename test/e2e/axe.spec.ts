import { expect, test } from '../support/e2e.ts'
import { axeFaults } from './axe-faults.ts'
import { visitEveryScreen } from './every-screen.ts'

/** One of each kind; all of them are looked at in axe.long.spec.ts. */
const screens = new Set([
  'sign-in',
  'first sync',
  'Oversikt',
  'Saker, a search and a chosen row',
  'Saker, nothing found',
  'Sak',
  'Endringsforespørsel on a case, with warnings',
  'Endringsforespørsler, needs a decision',
  'Innstillinger',
])

test('no kind of screen has an accessibility fault that axe knows, neither light nor dark', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const faults: Record<string, string[]> = {}
  const seen = new Set<string>()
  await visitEveryScreen(app, simulator, async (screen) => {
    if (!screens.has(screen)) return
    seen.add(screen)
    const found = await axeFaults(app.page)
    if (found.length > 0) faults[screen] = found
  })
  expect(faults).toEqual({})
  expect(seen).toEqual(screens)
})

test('a fault would be found', async ({ launch }) => {
  const { page } = await launch()
  await expect(page.getByRole('button', { name: 'Logg inn med IMDinett' })).toBeVisible()
  expect(await axeFaults(page)).toEqual([])
  await page.evaluate(() => {
    const button = document.createElement('button')
    const faint = document.createElement('p')
    faint.append('Svak skrift')
    faint.style.color = 'light-dark(#dddddd, #333333)'
    document.querySelector('h1')?.after(button, faint)
  })
  const found = (await axeFaults(page)).map((fault) => fault.split(':')[0])
  expect(found).toEqual(expect.arrayContaining(['light, button-name', 'light, color-contrast', 'dark, color-contrast']))
})
