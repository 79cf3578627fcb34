import { expect, test } from '../support/e2e.ts'
import { axeFaults } from './axe-faults.ts'
import { visitEveryScreen } from './every-screen.ts'

test('no screen at all has an accessibility fault that axe knows, neither light nor dark', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const faults: Record<string, string[]> = {}
  let seen = 0
  await visitEveryScreen(app, simulator, async (screen) => {
    seen++
    const found = await axeFaults(app.page)
    if (found.length > 0) faults[screen] = found
  })
  expect(faults).toEqual({})
  expect(seen).toBeGreaterThan(20)
})
