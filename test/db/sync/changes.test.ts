import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { replicaNumbers } from '../../../db/replica/files.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { atImdi, differences, onDevice } from '../oracle.ts'
import { everyCase, openTestDevice, type TestDevice, type TestDeviceOptions, temporaryFolder } from '../support.ts'

let simulator: Simulator
const folders: { remove(): void }[] = []
const open: TestDevice[] = []

beforeAll(async () => {
  simulator = await startSimulator({ cases: 300 })
})
afterAll(() => simulator.close())
const roles = { main: 'Kommune saksbehandler INTTIL/EMTIL', extra: 'Kommune saksbehandler ekstratilskudd' }
beforeEach(() => {
  simulator.reset()
  simulator.setUser({ username: simulator.users[0]?.username ?? '', roles: [roles.main, roles.extra] })
})
afterEach(async () => {
  for (const device of open.splice(0)) await device.close()
  for (const folder of folders.splice(0)) folder.remove()
})

async function synced(over: Partial<TestDeviceOptions> = {}): Promise<TestDevice> {
  const folder = temporaryFolder()
  folders.push(folder)
  const made = await openTestDevice({
    folder: folder.path,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
    ...over,
  })
  open.push(made)
  expect(await made.sync()).toMatchObject({ problem: null })
  return made
}

const lastSync = async (one: TestDevice) => (await one.call('dashboard.get', { year: null })).lastSync
const count = async (one: TestDevice, query: object): Promise<number> =>
  (await one.call('cases.open', { ...everyCase, ...query })).total
const rowsHeld = (one: TestDevice) => onDevice(one.folder)

async function aDraft(one: TestDevice, text = 'Utkast som skal bestå'): Promise<string> {
  const list = await one.call('cases.open', everyCase)
  const page = await one.call('cases.page', { version: list.version, from: 0, to: 1 })
  const id = page.stale ? '' : (page.rows[0]?.id ?? '')
  const draft = await one.call('drafts.create', { regarding: { kind: 'case', id }, problem: null })
  const fields = { ...draft.fields, termIds: [], what: text }
  await one.call('drafts.save', { id: draft.id, revision: 1, fields })
  return draft.id
}

describe('a round of changes', () => {
  test('brings a paid term, new cases, moves and amounts, and tells what it brought (S1, S7)', async () => {
    const one = await synced()
    expect(await lastSync(one)).toMatchObject({ first: true })
    const before = new Map(simulator.rows('imdi_utbetalings').map((row) => [row.imdi_utbetalingid, row]))
    simulator.time({ action: 'pay-term' })
    simulator.time({ action: 'new-cases', count: 3 })
    simulator.time({ action: 'move-away', count: 2 })
    expect(await one.sync()).toMatchObject({ problem: null })
    expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])

    const paid = simulator
      .rows('imdi_utbetalings')
      .filter((row) => row.statuscode === 2 && before.get(row.imdi_utbetalingid ?? '')?.statuscode !== 2)
    const summary = await lastSync(one)
    expect(summary).toMatchObject({
      first: false,
      newCases: 3,
      newPayouts: paid.length,
      newPayoutSum: paid.reduce((sum, row) => sum + Math.round(Number(row.imdi_belop) * 100), 0),
      stoppedCases: 2,
      answers: 0,
    })
    const syncId = summary?.id ?? 0
    expect(await count(one, { change: { syncId, kind: 'new-case' } })).toBe(3)
    expect(await count(one, { change: { syncId, kind: 'stopped' } })).toBe(2)
    expect(await count(one, { change: { syncId, kind: 'new-payout' } })).toBe(
      new Set(paid.map((row) => row._imdi_sak_value)).size,
    )
  })

  test('tells by how much amounts changed', async () => {
    const one = await synced()
    const before = new Map(simulator.rows('imdi_utbetalings').map((row) => [row.imdi_utbetalingid, row.imdi_belop]))
    simulator.time({ action: 'change-amounts', count: 4 })
    await one.sync()
    const changed = simulator
      .rows('imdi_utbetalings')
      .map((row) => Math.round((Number(row.imdi_belop) - Number(before.get(row.imdi_utbetalingid ?? ''))) * 100))
      .filter((difference) => difference !== 0)
    const summary = await lastSync(one)
    expect(summary?.changedAmounts).toBe(changed.length)
    expect(summary?.changedAmountSum).toBe(changed.reduce((sum, ore) => sum + ore, 0))
    expect(changed.length).toBeGreaterThan(0)
    expect(await count(one, { change: { syncId: summary?.id ?? 0, kind: 'amount' } })).toBeGreaterThan(0)
  })

  test('that brings nothing leaves the last summary standing', async () => {
    const one = await synced()
    simulator.time({ action: 'new-cases', count: 2 })
    await one.sync()
    const { id } = (await lastSync(one)) ?? {}
    await one.sync()
    await one.sync()
    expect(await lastSync(one)).toMatchObject({ id, newCases: 2 })
  })

  test('takes away what IMDi deleted, and ignores a delete of what was never seen', async () => {
    const one = await synced()
    const [gone] = simulator.rows('imdi_tilskuddssaks').map((row) => String(row.imdi_tilskuddssakid))
    simulator.time({ action: 'new-cases', count: 1 })
    const fresh = simulator.rows('imdi_tilskuddssaks').at(-1)?.imdi_tilskuddssakid
    simulator.time({ action: 'delete-case', id: String(fresh) })
    simulator.time({ action: 'delete-case', id: gone })
    await one.sync()
    expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])
    expect(await count(one, {})).toBe(299)
  })

  test.each([
    'page-twice:delta',
    'bad-json:delta:2',
    'cut-body:delta:2',
    'server-error:delta:3',
    'html:delta:1',
    'slow=80:delta',
    'unknown-column:delta',
    'wrong-clock',
  ])('with %s the rows are the same in the end (S7)', async (fault) => {
    const one = await synced()
    simulator.time({ action: 'pay-term' })
    simulator.time({ action: 'new-cases', count: 5 })
    simulator.addFault(fault)
    await one.sync()
    simulator.clearFaults()
    expect(await one.sync()).toMatchObject({ problem: null })
    expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])
  })

  test('a bad row lies aside until it is good again; the rest of its page is there (S8)', async () => {
    const one = await synced()
    simulator.time({ action: 'new-cases', count: 5 })
    simulator.addFault('bad-row:delta:2')
    expect(await one.sync()).toMatchObject({ problem: null })
    const missing = atImdi(simulator).cases.filter((row) => !rowsHeld(one).cases.includes(row))
    expect(missing).toHaveLength(1)
    const [id = ''] = missing[0]?.split('|') ?? []
    simulator.clearFaults()
    simulator.time({ action: 'edit', set: 'imdi_tilskuddssaks', id, changes: { imdi_fornavn: 'Rettet' } })
    await one.sync()
    expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])
  })

  test('a delta link to another host is refused', async () => {
    const one = await synced()
    simulator.time({ action: 'new-cases', count: 5 })
    simulator.addFault('foreign-link:delta')
    const status = await one.sync()
    simulator.clearFaults()
    // Only a page with a next link can carry one; what came is whole either way.
    expect([null, 'unexpected-answer']).toContain(status.problem)
    expect(await one.sync()).toMatchObject({ problem: null })
    expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])
  })
})

describe('a full pull beside the rows in use', () => {
  test.each([400, 410])(
    'after an expired delta link (status %d) the rows are new and drafts untouched (S5)',
    async (status) => {
      const one = await synced()
      const draft = await aDraft(one)
      simulator.time({ action: 'pay-term' })
      simulator.time({ action: 'move-away', count: 1 })
      simulator.addFault(`expired-delta=${status}:delta:1`)
      expect(await one.sync()).toMatchObject({ problem: null })
      expect(replicaNumbers(one.folder)).toEqual([2])
      expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])
      expect((await one.call('drafts.get', { id: draft })).fields.what).toBe('Utkast som skal bestå')
      // What the swap changed is told like any other change.
      expect(await lastSync(one)).toMatchObject({ first: false, stoppedCases: 1 })
      expect((await lastSync(one))?.newPayouts).toBeGreaterThan(0)
    },
  )

  test('lists and drafts answer all the while (S9)', async () => {
    const one = await synced()
    simulator.addFault('expired-delta:delta:1')
    simulator.addFault('slow=200:first-pull')
    await one.call('sync.now', {})
    const draft = await aDraft(one)
    let asked = 0
    let revision = 1
    while ((await one.call('sync.status', {})).phase !== 'idle') {
      expect(await count(one, {})).toBe(300)
      const { fields } = await one.call('drafts.get', { id: draft })
      await one.call('drafts.save', {
        id: draft,
        revision: ++revision,
        fields: { ...fields, termIds: [], what: `Tekst ${revision}` },
      })
      asked++
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    expect(asked).toBeGreaterThan(10)
    expect((await one.call('drafts.get', { id: draft })).fields.what).toBe(`Tekst ${revision}`)
  })

  test.each(['emptied', 'restored'])('%s: the server never empties the device unasked (S6)', async (fault) => {
    const one = await synced()
    const draft = await aDraft(one)
    const before = rowsHeld(one)
    if (fault === 'restored') {
      simulator.time({ action: 'back-up' })
      simulator.time({ action: 'pay-term' })
      expect(await one.sync()).toMatchObject({ problem: null })
    }
    const held = await count(one, {})
    simulator.addFault(fault)
    expect(await one.sync()).toMatchObject({ problem: 'big-change', hasReplica: true })
    expect(await count(one, {})).toBe(held)
    expect((await one.call('drafts.get', { id: draft })).fields.what).toBe('Utkast som skal bestå')
    // Nor after a restart, nor when asked again.
    expect(await one.sync()).toMatchObject({ problem: 'big-change' })
    expect(await count(one, {})).toBe(held)
    if (fault === 'emptied') {
      simulator.clearFaults()
      expect(await one.sync()).toMatchObject({ problem: null })
      expect(differences(rowsHeld(one), before)).toEqual([])
    }
  })

  test('a request that an emptied server had no more is sent, once, when the server has it as before (S3, S4)', async () => {
    const one = await synced()
    const id = await aDraft(one)
    await one.call('drafts.submit', { id })
    await one.settled()
    simulator.addFault('emptied')
    expect(await one.sync()).toMatchObject({ problem: 'big-change' })
    expect(await one.call('requests.get', { id })).toMatchObject({ state: 'needs-decision', decision: 'vanished' })
    simulator.clearFaults()
    for (let round = 0; round < 3; round++) await one.sync()
    expect(await one.call('requests.get', { id })).toMatchObject({ state: 'received', decision: null })
    const arrived = simulator.ledger().changeRequests.filter((request) => request.activityid === id)
    expect(arrived.map(({ arrivals }) => arrivals)).toEqual([1])
  })

  test('a request of ours that the server has lost waits for a decision and is not sent again (S3, S4)', async () => {
    const one = await synced()
    simulator.time({ action: 'back-up' })
    const id = await aDraft(one)
    await one.call('drafts.submit', { id })
    await one.settled()
    expect((await one.call('requests.get', { id })).state).toBe('received')
    simulator.addFault('restored')
    expect(await one.sync()).toMatchObject({ problem: 'big-change' })
    expect(await one.call('requests.get', { id })).toMatchObject({ state: 'needs-decision', decision: 'vanished' })
    await one.sync()
    expect(simulator.ledger().changeRequests.filter((request) => request.activityid === id)).toEqual([])
  })
})

describe('roles', () => {
  const own = (): string => simulator.users[0]?.username ?? ''
  const extra = 100000002

  test('a lost role takes its rows, their payouts and their history from this PC, and nothing else', async () => {
    const one = await synced()
    const [held] = simulator.rows('imdi_tilskuddssaks').filter((row) => row.imdi_type === extra)
    expect(held).toBeDefined()
    const id = await one.call('drafts.create', {
      regarding: { kind: 'case', id: String(held?.imdi_tilskuddssakid) },
      problem: null,
    })
    const unsent = await one.call('drafts.create', { regarding: { kind: 'case', id: id.regarding.id }, problem: null })
    const fields = { ...unsent.fields, termIds: [], what: 'Det jeg skrev, blir her' }
    await one.call('drafts.save', { id: unsent.id, revision: 1, fields })
    expect(unsent.case).toMatchObject({ dufNumber: held?.imdi_dufnummer })
    simulator.addFault('unreachable')
    await one.call('drafts.submit', { id: id.id })
    await one.settled()
    simulator.clearFaults()
    simulator.setUser({ username: own(), roles: [roles.main] })
    expect(await one.sync()).toMatchObject({ problem: null })
    expect(
      differences(
        rowsHeld(one),
        atImdi(simulator, (type) => type !== extra),
      ),
    ).toEqual([])
    expect(await count(one, { types: [extra] })).toBe(0)
    expect(await one.call('requests.get', { id: id.id })).toMatchObject({
      state: 'needs-decision',
      decision: 'role-lost',
    })
    const kept = await one.call('drafts.get', { id: unsent.id })
    expect(kept).toMatchObject({ case: null, payouts: [], fields })
    expect(JSON.stringify(kept)).not.toContain(String(held?.imdi_dufnummer))
    expect(replicaNumbers(one.folder)).toEqual([1])
  })

  test('a gained role brings its rows by a full pull', async () => {
    simulator.setUser({ username: own(), roles: [roles.main] })
    const one = await synced()
    expect(await count(one, { types: [extra] })).toBe(0)
    simulator.setUser({ username: own(), roles: [roles.main, roles.extra] })
    expect(await one.sync()).toMatchObject({ problem: null })
    expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])
    expect(await count(one, { types: [extra] })).toBeGreaterThan(0)
  })

  test('no role at all is said so, and local work stays', async () => {
    const one = await synced()
    const draft = await aDraft(one)
    simulator.setUser({ username: own(), roles: [] })
    expect(await one.sync()).toMatchObject({ problem: 'no-role' })
    expect((await one.call('drafts.get', { id: draft })).fields.what).toBe('Utkast som skal bestå')
  })
})

describe('several devices and municipalities', () => {
  test('two devices that have heard everything show the same rows, also when one was away (S7)', async () => {
    const one = await synced()
    const two = await synced({ token: () => ({ token: simulator.users[3]?.accessToken ?? '' }) })
    simulator.time({ action: 'pay-term' })
    await one.sync()
    const id = await aDraft(one, 'Fra den ene')
    await one.call('drafts.submit', { id })
    await one.settled()
    simulator.time({ action: 'new-cases', count: 4 })
    simulator.time({ action: 'delete-case', count: 1 })
    await two.sync()
    await one.sync()
    expect(differences(rowsHeld(one), rowsHeld(two))).toEqual([])
    expect(differences(rowsHeld(one), atImdi(simulator))).toEqual([])
    const theirs = (await two.call('requests.list', {})).find((request) => request.id === id)
    expect(theirs).toMatchObject({ state: 'received', mine: false })
  })

  test('each municipality is its own, in a folder of its own', async () => {
    const other = simulator.municipalities[1]
    const one = await synced({
      apiBase: other?.apiBase ?? '',
      municipalityId: other?.kommuneid ?? '',
      token: () => ({ token: simulator.users[3]?.accessToken ?? '' }),
    })
    const list = await one.call('cases.open', everyCase)
    expect(list.all).toBe(simulator.rows('imdi_tilskuddssaks', '3805').length)
    expect(one.heard.who.at(-1)?.municipalities.map((m) => m.number)).toEqual(['3804', '3805'])
  })
})
