import { readdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
const folder = temporaryFolder()
const open: TestDevice[] = []

beforeAll(async () => {
  simulator = await startSimulator({ cases: 300 })
})
afterAll(async () => {
  await simulator.close()
  folder.remove()
})
afterEach(async () => {
  for (const device of open.splice(0)) await device.close()
})
beforeEach(() => undefined)

async function device(path = folder.path): Promise<TestDevice> {
  const made = await openTestDevice({
    folder: path,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
  })
  open.push(made)
  return made
}

test('a first pull brings every row, and the next start has them without a network', async () => {
  const one = await device()
  const status = await one.sync()
  expect(status).toMatchObject({ hasReplica: true, problem: null, phase: 'idle', offlineSince: null })
  const list = await one.call('cases.open', everyCase)
  expect(list.all).toBe(300)
})
