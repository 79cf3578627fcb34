import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { replicaNumbers } from '../../../db/replica/files.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { atImdi, differences, onDevice } from '../oracle.ts'
import { everyCase, openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
const folders: { remove(): void }[] = []
const open: TestDevice[] = []
const killedDevice = new URL('../killed-device.ts', import.meta.url).pathname

beforeAll(async () => {
  simulator = await startSimulator({ cases: 1_100 })
})
afterAll(() => simulator.close())
afterEach(async () => {
  for (const device of open.splice(0)) await device.close()
  for (const folder of folders.splice(0)) folder.remove()
  simulator.clearFaults()
})

function newFolder(): string {
  const folder = temporaryFolder()
  folders.push(folder)
  return folder.path
}
const apiBase = (): string => simulator.municipalities[0]?.apiBase ?? ''
const token = (): string => simulator.users[0]?.accessToken ?? ''

async function device(folder: string): Promise<TestDevice> {
  const made = await openTestDevice({ folder, apiBase: apiBase(), token: () => ({ token: token() }) })
  open.push(made)
  return made
}

/** Runs a device that kills itself; answers the signal, or null when it came to its end. */
async function killed(folder: string, at: string, after = 0): Promise<string | null> {
  const order = JSON.stringify({ folder, apiBase: apiBase(), token: token(), at, after })
  const child = spawn(process.execPath, [killedDevice, order], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [, signal] = await once(child, 'exit')
  return signal
}

const pageRequests = (): number =>
  simulator.ledger().requests.filter((one) => one.path.includes('$select') && !one.path.includes('$filter')).length

test('a first pull brings every row as IMDi has it, and the next start has them without a network (S1, S7)', async () => {
  const folder = newFolder()
  const one = await device(folder)
  const status = await one.sync()
  expect(status).toMatchObject({ hasReplica: true, problem: null, phase: 'idle', offlineSince: null, progress: null })
  expect(differences(onDevice(folder), atImdi(simulator))).toEqual([])
  await open.pop()?.close()

  simulator.addFault('unreachable')
  const later = await device(folder)
  expect(await later.sync()).toMatchObject({
    hasReplica: true,
    problem: 'unreachable',
    offlineSince: expect.any(String),
  })
  expect((await later.call('cases.open', everyCase)).all).toBe(1_100)
})

test('progress tells rows done, expected and the phase, and the window is asked to look again', async () => {
  const one = await device(newFolder())
  await one.sync()
  const seen = one.heard.statuses.flatMap((status) => (status.progress ? [status.progress] : []))
  const last = seen.at(-1)
  const all = atImdi(simulator)
  expect(last?.done).toBe(Object.values(all).reduce((sum, rows) => sum + rows.length, 0))
  expect(last?.expected).toBe(last?.done)
  expect(last?.tables.map((table) => [table.table, table.state])).toEqual([
    ['terms', 'done'],
    ['cases', 'done'],
    ['payouts', 'done'],
    ['requests', 'done'],
    ['notes', 'done'],
    ['index', 'running'],
  ])
  const done = seen.map((progress) => progress.done)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  expect(one.heard.topics).toContain('cases')
})

test('killed again and again, a first pull goes on where it stopped and ends whole (S1)', async () => {
  const folder = newFolder()
  let kills = 0
  // At the third page asked for, one is stored and one is being stored.
  while (kills < 15 && (await killed(folder, 'page:3', (kills * 5) % 20)) === 'SIGKILL') kills++
  const one = await device(folder)
  expect(await one.sync()).toMatchObject({ problem: null, hasReplica: true })
  expect(kills).toBeGreaterThanOrEqual(2)
  expect(kills).toBeLessThan(15)
  expect(differences(onDevice(folder), atImdi(simulator))).toEqual([])
}, 90_000)

test.each([1, 2, 3, 4, 5, 6])(
  'killed at page %d, a first pull fetches at most two pages once more (S1)',
  async (page) => {
    const folder = newFolder()
    expect(await killed(folder, `page:${page}`, page)).toBe('SIGKILL')
    const one = await device(folder)
    const before = pageRequests()
    expect(await one.sync()).toMatchObject({ problem: null, hasReplica: true })
    expect(differences(onDevice(folder), atImdi(simulator))).toEqual([])
    const [pages, deltas, underWay] = [6, 5, 2]
    expect(pageRequests() - before).toBeLessThanOrEqual(pages - page + underWay + deltas)
  },
)

test.each([
  ['index', 0],
  ['index', 25],
  ['replaced', 0],
])('killed at "%s" (+%d ms), the pull is taken up and no old file stays', async (at, after) => {
  const folder = newFolder()
  expect(await killed(folder, at, after)).toBe('SIGKILL')
  const one = await device(folder)
  expect(await one.sync()).toMatchObject({ problem: null, hasReplica: true })
  expect(differences(onDevice(folder), atImdi(simulator))).toEqual([])
  expect(replicaNumbers(folder)).toHaveLength(1)
})

test('stopped by the caseworker, a first pull keeps what it has and goes on when asked', async () => {
  const folder = newFolder()
  simulator.addFault('slow=150:first-pull')
  const one = await device(folder)
  await one.call('sync.now', {})
  while (!one.heard.statuses.some((status) => (status.progress?.done ?? 0) > 100))
    await new Promise((r) => setTimeout(r, 20))
  await one.call('sync.stop', {})
  await one.settled()
  expect(await one.call('sync.status', {})).toMatchObject({ stopped: true, problem: null, hasReplica: false })
  simulator.clearFaults()
  const before = simulator.ledger().requests.length
  expect(await one.sync()).toMatchObject({ stopped: false, hasReplica: true, problem: null })
  const asked = simulator.ledger().requests.slice(before)
  // The terms and cases that were stored are not fetched once more.
  expect(
    asked.filter((one) => /imdi_(termins|tilskuddssaks)\?/.test(one.path) && !one.path.includes('deltatoken')),
  ).toEqual([])
  expect(differences(onDevice(folder), atImdi(simulator))).toEqual([])
})

test.each([
  'page-twice:first-pull:3',
  'page-out-of-order:first-pull:3',
  'cut-body:first-pull:3',
  'bad-json:first-pull:4',
  'html:first-pull:2',
  'server-error:first-pull:3',
  'rate-limit=1:first-pull:3',
  'expired-token:first-pull:3',
  'unknown-column:first-pull',
  'redirect:first-pull:4',
  'slow=100:first-pull:2',
])('with %s the rows are the same in the end (S7)', async (fault) => {
  const folder = newFolder()
  simulator.addFault(fault)
  const one = await device(folder)
  let status = await one.sync()
  for (let i = 0; i < 3 && status.problem !== null; i++) status = await one.sync()
  expect(status).toMatchObject({ problem: null, hasReplica: true })
  expect(differences(onDevice(folder), atImdi(simulator))).toEqual([])
})

test('a next link to another host is refused, and nothing is asked there', async () => {
  simulator.addFault('foreign-link:first-pull')
  const one = await device(newFolder())
  expect(await one.sync()).toMatchObject({ hasReplica: false, problem: 'unexpected-answer' })
})

test('one bad row among good ones lies aside; its page and all others are there (S8)', async () => {
  const folder = newFolder()
  simulator.addFault('bad-row:first-pull:2')
  const one = await device(folder)
  expect(await one.sync()).toMatchObject({ problem: null, hasReplica: true })
  const [held, expected] = [onDevice(folder), atImdi(simulator)]
  const missing = expected.cases.length - held.cases.length + expected.payouts.length - held.payouts.length
  expect(missing).toBe(1)
})

test('no file of the first pull holds a name in clear', async () => {
  const folder = newFolder()
  const one = await device(folder)
  await one.sync()
  const names = simulator
    .rows('imdi_tilskuddssaks')
    .slice(0, 200)
    .map((row) => String(row.imdi_etternavn))
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(`${folder}/${name}`)
    for (const text of names) if (text.length > 5) expect(bytes.includes(text), `${text} in ${name}`).toBe(false)
  }
})
