import { afterEach, beforeEach, expect, test } from 'vitest'
import { openForReading } from '../../../db/open.ts'
import { loadIndex } from '../../../db/queries/case-index/kept-index.ts'
import { replicaNumbers, replicaPath } from '../../../db/replica/files.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, keys, openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
let folder: ReturnType<typeof temporaryFolder>
let device: TestDevice
beforeEach(async () => {
  simulator = await startSimulator({ cases: 300 })
  folder = temporaryFolder()
  device = await started()
})
afterEach(async () => {
  await device.close()
  folder.remove()
  await simulator.close()
})

const started = () =>
  openTestDevice({
    folder: folder.path,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
  })

/** How many cases the kept index holds; null when none is kept. */
function kept(): number | null {
  const path = replicaPath(folder.path, replicaNumbers(folder.path)[0] ?? 0)
  const file = { path, key: keys.replica, cacheMegabytes: 2, synchronous: 'NORMAL', nativeBinding: null } as const
  const replica = openForReading(file)
  try {
    return loadIndex(replica)?.size ?? null
  } finally {
    replica.close()
  }
}

async function sums() {
  const { version: _, ...list } = await device.call('cases.open', { ...everyCase, search: '20' })
  return { list, terms: (await device.call('dashboard.get', { year: null })).terms }
}

test('A first pull keeps the index with the rows, and a round that changed a term keeps it anew', async () => {
  expect(await device.sync()).toMatchObject({ problem: null })
  await device.close()
  const cases = simulator.rows('imdi_tilskuddssaks').length
  expect(kept()).toBe(cases)

  device = await started()
  const before = await sums()
  simulator.time({ action: 'pay-term' })
  expect(await device.sync()).toMatchObject({ problem: null })
  const told = await sums()
  expect(told).not.toEqual(before)
  await device.close()
  expect(kept()).toBe(simulator.rows('imdi_tilskuddssaks').length)

  device = await started()
  expect(await sums()).toEqual(told)
})
