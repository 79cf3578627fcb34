import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from './client-for-tests.ts'
import { type Simulator, startSimulator } from './index.ts'

const count = 2500

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ cases: count, seed: 5, threadsFrom: 1000 })
})
afterAll(() => simulator.close())

test('pages made in threads hold the same rows as pages made on the spot, for each role', async () => {
  const [all, ordinary] = [clientOf(simulator), clientOf(simulator, 1)]
  const [everything, without] = await Promise.all([
    all.pull('imdi_tilskuddssaks', 500),
    ordinary.pull('imdi_tilskuddssaks', 500),
  ])
  expect(everything.rows).toHaveLength(count)
  expect(without.rows).toEqual(everything.rows.filter((row) => row.imdi_type !== 100000002))

  // One change in each page, so that none is as it was at the start.
  const changed = new Set<unknown>()
  for (let at = 0; at < count; at += 500) {
    const id = String(everything.rows[at]?.imdi_tilskuddssakid)
    simulator.time({ action: 'edit', set: 'imdi_tilskuddssaks', id, changes: { imdi_fornavn: 'Endret' } })
    changed.add(id)
  }
  const again = await all.pull('imdi_tilskuddssaks')
  const same = (rows: readonly Record<string, unknown>[]) => rows.filter((row) => !changed.has(row.imdi_tilskuddssakid))
  expect(same(again.rows)).toEqual(same(everything.rows))
  expect(again.rows.filter((row) => row.imdi_fornavn === 'Endret')).toHaveLength(changed.size)
})

test('goes on answering small questions while pages are made', async () => {
  const client = clientOf(simulator)
  const pull = client.pull('imdi_utbetalings', 1000)
  let longest = 0
  let asked = 0
  const done = pull.then(() => true)
  while (!(await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 5))]))) {
    const began = performance.now()
    expect((await client.get('WhoAmI')).status).toBe(200)
    longest = Math.max(longest, performance.now() - began)
    asked++
  }
  expect((await pull).rows.length).toBeGreaterThan(count * 4)
  expect(asked).toBeGreaterThan(0)
  expect(longest).toBeLessThan(2000)
})
