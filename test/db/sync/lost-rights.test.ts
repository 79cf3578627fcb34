import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { differences, onDevice } from '../oracle.ts'
import { everyCase, openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
const folders: { remove(): void }[] = []
const open: TestDevice[] = []
const main = 'Kommune saksbehandler INTTIL/EMTIL'
const extra = 'Kommune saksbehandler ekstratilskudd'
const extraType = 100000002

type Bend = (url: string, ask: () => Promise<Response>) => Promise<Response | null>
let bend: Bend = async () => null

beforeAll(async () => {
  simulator = await startSimulator({ cases: 120 })
})
afterAll(() => simulator.close())
beforeEach(() => {
  simulator.reset()
  setRoles([main, extra])
})
afterEach(async () => {
  bend = async () => null
  for (const device of open.splice(0)) await device.close()
  for (const folder of folders.splice(0)) folder.remove()
})

const setRoles = (roles: string[]) => simulator.setUser({ username: simulator.users[0]?.username ?? '', roles })

async function synced(): Promise<TestDevice> {
  const folder = temporaryFolder()
  folders.push(folder)
  const made = await openTestDevice({
    folder: folder.path,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
    deps: {
      fetch: async (input, init) => {
        const ask = () => fetch(input, init)
        return (await bend(String(input), ask)) ?? (await ask())
      },
    },
  })
  open.push(made)
  expect(await made.sync()).toMatchObject({ problem: null })
  return made
}

const typesHeld = (one: TestDevice) => new Set(onDevice(one.folder).cases.map((row) => Number(row.split('|')[2])))
const nothing = { cases: [], payouts: [], requests: [], notes: [] }

async function aDraft(one: TestDevice): Promise<string> {
  const held = simulator.rows('imdi_tilskuddssaks').find((row) => row.imdi_type !== extraType)
  const regarding = { kind: 'case' as const, id: String(held?.imdi_tilskuddssakid) }
  const draft = await one.call('drafts.create', { regarding, problem: 'missing-payment' })
  const fields = { ...draft.fields, termIds: [], title: 'Mangler', what: 'Det jeg skrev', why: 'Fordi' }
  await one.call('drafts.save', { id: draft.id, revision: draft.revision + 1, fields })
  return draft.id
}

async function aQueued(one: TestDevice): Promise<string> {
  const id = await aDraft(one)
  simulator.addFault('unreachable')
  await one.call('drafts.submit', { id })
  await one.settled()
  simulator.clearFaults()
  expect(await one.call('requests.get', { id })).toMatchObject({ state: 'queued' })
  return id
}

const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })

type Row = Record<string, unknown>

/** IMDi as it is to one who holds only the extra role: who am I says so, and other rows are not shown. */
const extraRoleOnly: Bend = async (url, ask) => {
  if (!/WhoAmI$|(tilskuddssaks|utbetalings|endringsforesporsels|annotations)\?/.test(url)) return null
  const answer = await ask()
  const body: { value?: Row[]; imdi_roller?: string[] } = await answer.json()
  if (url.endsWith('WhoAmI')) return json({ ...body, imdi_roller: [extra] })
  if (!body.value) return json(body)
  const seen = new Set(
    simulator
      .rows('imdi_tilskuddssaks')
      .filter((row) => row.imdi_type === extraType)
      .map((row) => row.imdi_tilskuddssakid),
  )
  const mayBeSeen = (row: Row) => {
    if (url.includes('tilskuddssaks?')) return seen.has(String(row.imdi_tilskuddssakid))
    return url.includes('utbetalings?') && seen.has(String(row._imdi_sak_value))
  }
  return json({ ...body, value: body.value.filter(mayBeSeen) })
}

const refusal = (body: string): Response =>
  new Response(body, { status: 403, headers: { 'content-type': 'application/json' } })

test('one role for the other: what was lost leaves and what was gained comes, in one sync', async () => {
  setRoles([main])
  const one = await synced()
  expect(typesHeld(one)).not.toContain(extraType)
  setRoles([main, extra])
  bend = extraRoleOnly
  expect(await one.sync()).toMatchObject({ problem: null })
  expect([...typesHeld(one)]).toEqual([extraType])
  expect((await one.call('cases.open', everyCase)).types.map((type) => type.value)).toEqual([extraType])
})

test('a gain that the network cut short is taken up again; the lost rows have left by then', async () => {
  setRoles([main])
  const one = await synced()
  setRoles([main, extra])
  bend = async (url, ask) => {
    if (url.includes('imdi_utbetalings?')) throw new TypeError('no network')
    return await extraRoleOnly(url, ask)
  }
  expect(await one.sync()).toMatchObject({ problem: 'unreachable' })
  expect(onDevice(one.folder)).toMatchObject(nothing)
  setRoles([main, extra])
  bend = extraRoleOnly
  expect(await one.sync()).toMatchObject({ problem: null })
  expect([...typesHeld(one)]).toEqual([extraType])
})

test('a request sent about a case that left with its role is not missed when the next role comes', async () => {
  setRoles([main])
  const one = await synced()
  const id = await aDraft(one)
  await one.call('drafts.submit', { id })
  await one.settled()
  expect((await one.call('requests.get', { id })).state).toBe('received')
  await new Promise((resolve) => setTimeout(resolve, 20))
  setRoles([main, extra])
  bend = extraRoleOnly
  expect(await one.sync()).toMatchObject({ problem: null })
  expect((await one.call('requests.get', { id })).state).not.toBe('needs-decision')
})

test('no role at all: every row leaves, drafts stay, what was queued waits; with the role all comes back', async () => {
  const one = await synced()
  const before = onDevice(one.folder)
  const queued = await aQueued(one)
  const draft = await aDraft(one)
  bend = async (url, ask) =>
    url.endsWith('WhoAmI') ? json({ ...(await (await ask()).json()), imdi_roller: ['Leder'] }) : null
  expect(await one.sync()).toMatchObject({ problem: 'no-role' })
  expect(onDevice(one.folder)).toMatchObject(nothing)
  expect((await one.call('cases.open', everyCase)).total).toBe(0)
  expect(one.heard.who.at(-1)?.roles).toEqual([])
  expect(await one.call('requests.get', { id: queued })).toMatchObject({
    state: 'needs-decision',
    decision: 'role-lost',
  })
  expect((await one.call('drafts.get', { id: draft })).fields.what).toBe('Det jeg skrev')
  bend = async () => null
  expect(await one.sync()).toMatchObject({ problem: null })
  expect(differences(onDevice(one.folder), before)).toEqual([])
})

test("IMDi's own 403 to who am I takes the rows, once, and the app is told", async () => {
  const one = await synced()
  const queued = await aQueued(one)
  bend = async (url) => {
    const body = JSON.stringify({ error: { code: '0x80040220', message: 'Brukeren har ikke tilgang.' } })
    return url.endsWith('WhoAmI') ? refusal(body) : null
  }
  expect(await one.sync()).toMatchObject({ problem: 'no-role', offlineSince: null })
  expect(await one.sync()).toMatchObject({ problem: 'no-role' })
  expect(onDevice(one.folder)).toMatchObject(nothing)
  expect(one.heard.noRole.length).toBeGreaterThan(0)
  expect(one.heard.log.filter((line) => line.event === 'role lost')).toHaveLength(1)
  expect(await one.call('requests.get', { id: queued })).toMatchObject({ decision: 'role-lost' })
})

test.each(['<html>Forbidden</html>', '{"error":{"code":"403","message":"Blocked by policy"}}'])(
  'a 403 that is not of IMDi takes nothing: %s',
  async (body) => {
    const one = await synced()
    const before = onDevice(one.folder)
    bend = async (url) => (url.endsWith('WhoAmI') ? refusal(body) : null)
    expect(await one.sync()).toMatchObject({ problem: 'unreachable' })
    expect(differences(onDevice(one.folder), before)).toEqual([])
    expect(one.heard.noRole).toEqual([])
  },
)
