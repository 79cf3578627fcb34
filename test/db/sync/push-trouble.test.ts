import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { RequestDetail } from '../../../db/domain.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
const ends: (() => void | Promise<void>)[] = []
/** Answers in the simulator's place where it is not null. */
let instead: (url: string) => Promise<Response | null> = () => Promise.resolve(null)

beforeAll(async () => {
  simulator = await startSimulator({ cases: 60 })
})
afterAll(() => simulator.close())
afterEach(async () => {
  instead = () => Promise.resolve(null)
  simulator.clearFaults()
  for (const end of ends.splice(0).toReversed()) await end()
})

async function device(): Promise<TestDevice> {
  const folder = temporaryFolder()
  ends.push(() => folder.remove())
  const one = await openTestDevice({
    folder: folder.path,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
    deps: { fetch: async (url, init) => (await instead(String(url))) ?? (await fetch(url, init)) },
  })
  ends.push(() => one.close())
  return one
}

async function synced(): Promise<TestDevice> {
  const one = await device()
  expect(await one.sync()).toMatchObject({ problem: null })
  return one
}

let used = 0
async function submitted(one: TestDevice): Promise<{ id: string; caseId: string }> {
  const list = await one.call('cases.open', { ...everyCase, statuses: [1] })
  const page = await one.call('cases.page', { version: list.version, from: 0, to: list.total })
  const free = page.stale ? [] : page.rows.filter((row) => row.openRequests === 0)
  const caseId = free[used++]?.id ?? ''
  const draft = await one.call('drafts.create', { regarding: { kind: 'case', id: caseId }, problem: 'missing-payment' })
  const typed = { title: 'Mangler utbetaling', what: 'Termin 3 mangler.', why: 'Bosatt hele året.', termIds: [] }
  await one.call('drafts.save', { id: draft.id, revision: draft.revision + 1, fields: { ...draft.fields, ...typed } })
  await one.call('drafts.submit', { id: draft.id })
  await one.settled()
  return { id: draft.id, caseId }
}

const get = (one: TestDevice, id: string): Promise<RequestDetail> => one.call('requests.get', { id })
const arrivals = (id: string): number[] =>
  simulator
    .ledger()
    .changeRequests.filter((request) => request.activityid === id)
    .map((request) => request.arrivals)
const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const isFreshPayouts = (url: string): boolean => url.includes('imdi_utbetalings?') && url.includes('filter')

test('a payout of the case that cannot be read is left out of the comparison, and the request goes (S3)', async () => {
  const one = await synced()
  let bent = 0
  instead = (url) => {
    if (!isFreshPayouts(url)) return Promise.resolve(null)
    bent++
    return Promise.resolve(json({ value: [{ imdi_utbetalingid: 'no guid', imdi_belop: 'x' }, 'no row'] }))
  }
  const { id } = await submitted(one)
  expect(bent).toBe(1)
  expect(arrivals(id)).toEqual([1])
})

test.each([
  [403, '0x80040220'],
  [400, '0x8006088a'],
  [501, '0x80060888'],
])('%d on reading one case: that request waits a while, the others go, and the pull goes on', async (status, code) => {
  const one = await synced()
  const refusing = (url: string): boolean => isFreshPayouts(url)
  instead = (url) => Promise.resolve(refusing(url) ? json({ error: { code, message: 'Nei.' } }, status) : null)
  const { id, caseId } = await submitted(one)
  expect(await get(one, id)).toMatchObject({ state: 'queued', queueReason: 'server', nextTryAt: expect.any(String) })
  expect(await one.call('sync.status', {})).toMatchObject({ problem: null, phase: 'idle' })
  instead = (url) =>
    Promise.resolve(refusing(url) && url.includes(caseId) ? json({ error: { code, message: 'Nei.' } }, status) : null)
  const other = await submitted(one)
  expect(arrivals(other.id)).toEqual([1])
  expect(await get(one, other.id)).toMatchObject({ state: 'received' })
  expect(arrivals(id)).toEqual([])
})

test('a server that fails on a request is no reason not to hear what has changed', async () => {
  const one = await synced()
  simulator.addFault('error-before-commit:push')
  const { id } = await submitted(one)
  expect(await get(one, id)).toMatchObject({ state: 'queued', queueReason: 'server' })
  expect(await one.call('sync.status', {})).toMatchObject({ problem: null })
})

test('a first pull whose changes could not be heard afterwards is still a sync that ended well', async () => {
  const one = await device()
  instead = (url) => (/deltatoken/i.test(url) ? Promise.reject(new TypeError('no network')) : Promise.resolve(null))
  expect(await one.sync()).toMatchObject({ problem: 'unreachable', hasReplica: true })
  const { lastSync } = await one.call('dashboard.get', { year: null })
  expect(lastSync).toMatchObject({ first: true })
})
