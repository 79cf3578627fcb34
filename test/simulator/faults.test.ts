import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clientOf, requestWrites } from './client-for-tests.ts'
import { parseFault } from './faults.ts'
import { type Simulator, startSimulator } from './index.ts'

let simulator: Simulator
let client: ReturnType<typeof clientOf>
let caseId: unknown

beforeAll(async () => {
  simulator = await startSimulator({ cases: 90 })
  client = clientOf(simulator)
  caseId = simulator.rows('imdi_tilskuddssaks').find((row) => row.statuscode === 1)?.imdi_tilskuddssakid
})
afterAll(() => simulator.close())
afterEach(() => simulator.reset())

const cases = 'imdi_tilskuddssaks'
const ids = (rows: readonly Record<string, unknown>[]) => rows.map((row) => row.imdi_tilskuddssakid)
const arrivals = (activityid: string) =>
  simulator.ledger().changeRequests.find((request) => request.activityid === activityid)?.arrivals ?? 0

describe('faults by name', () => {
  test('are read as name[=value][:phase][:nth|every=n], and anything else is refused', () => {
    expect(parseFault('rate-limit=5:push:2')).toEqual({ name: 'rate-limit', phase: 'push', when: { nth: 2 }, value: 5 })
    expect(parseFault('slow:every=3')).toEqual({ name: 'slow', phase: null, when: { every: 3 }, value: null })
    expect(parseFault('html:delta')).toMatchObject({ name: 'html', phase: 'delta', when: null })
    for (const wrong of ['nonsense', 'slow:later', 'slow:0', 'slow=x', 'slow:push:delta']) {
      expect(() => parseFault(wrong)).toThrow()
    }
  })

  test('strike in their phase only, at the nth request or every nth', async () => {
    simulator.addFault('server-error:delta')
    const { delta } = await client.pull(cases)
    expect((await client.get(delta)).status).toBe(503)
    simulator.clearFaults()
    simulator.addFault('server-error=500:first-pull:2')
    expect((await client.get(cases, 'odata.track-changes')).status).toBe(200)
    expect((await client.get(cases, 'odata.track-changes')).status).toBe(500)
    expect((await client.get(cases, 'odata.track-changes')).status).toBe(200)
    simulator.clearFaults()
    simulator.addFault('expired-token:every=2')
    const statuses = []
    for (let at = 0; at < 4; at++) statuses.push((await client.get('WhoAmI')).status)
    expect(statuses).toEqual([200, 401, 200, 401])
    expect(simulator.ledger().requests.at(-1)).toMatchObject({ status: 401, fault: 'expired-token' })
  })

  test('unreachable breaks the API and the sign-in, and control goes on', async () => {
    simulator.addFault('unreachable')
    await expect(client.get('WhoAmI')).rejects.toThrow()
    await expect(fetch(`${simulator.issuer}/.well-known/openid-configuration`)).rejects.toThrow()
    const answer = await fetch(`${simulator.url}/_sim/faults`, { method: 'POST', body: '{"clear":true}' })
    expect(await answer.json()).toEqual({ faults: [] })
    expect((await client.get('WhoAmI')).status).toBe(200)
    simulator.addFault('unreachable:push:1')
    expect((await client.get('WhoAmI')).status).toBe(200)
    const { activityid, writes } = requestWrites(caseId)
    await expect(client.batch(writes)).rejects.toThrow()
    expect(arrivals(activityid)).toBe(0)
  })

  test('unreachable breaks answers that are under way', async () => {
    simulator.addFault('slow=300')
    const under = client.get('WhoAmI')
    await new Promise((resolve) => setTimeout(resolve, 100))
    simulator.addFault('unreachable')
    await expect(under).rejects.toThrow()
  })

  test.each([
    ['rate-limit=7', 429, '0x80072322'],
    ['server-error', 503, '"code":""'],
    ['error-before-commit', 500, '0x80040216'],
    ['no-role', 403, 'IMDinett-administrator'],
    ['html', 200, '<!doctype html>'],
    ['redirect', 302, ''],
  ])('%s answers %i', async (fault, status, text) => {
    simulator.addFault(fault)
    const answer = await client.get('WhoAmI')
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)])
    if (status === 429) expect(answer.headers.get('retry-after')).toBe('7')
  })

  test('slow waits, slow-headers and stalled-body break off in the end, cut-body at once', async () => {
    simulator.addFault('slow=150')
    const began = Date.now()
    await client.get('WhoAmI')
    expect(Date.now() - began).toBeGreaterThanOrEqual(145)
    for (const fault of ['slow-headers=50', 'stalled-body=50', 'cut-body']) {
      simulator.clearFaults()
      simulator.addFault(fault)
      await expect(client.get(cases, 'odata.track-changes')).rejects.toThrow()
    }
  })

  test('bad-json ends in the middle, wrong-clock shifts the Date header', async () => {
    simulator.addFault('bad-json')
    const answer = await client.get(cases, 'odata.track-changes')
    expect(answer.status).toBe(200)
    expect(() => answer.json()).toThrow()
    simulator.clearFaults()
    simulator.addFault('wrong-clock=48')
    const date = (await client.get('WhoAmI')).headers.get('date') ?? ''
    expect(Date.parse(date) - Date.now()).toBeGreaterThan(47 * 3_600_000)
  })
})

describe('faults while pulling', () => {
  test('page-twice repeats rows, page-out-of-order turns pages round; no row is missing', async () => {
    const plain = ids((await client.pull(cases, 20)).rows)
    simulator.addFault('page-twice')
    const twice = await client.pull(cases, 20)
    expect(twice.pages).toBe(10)
    expect(new Set(ids(twice.rows))).toEqual(new Set(plain))
    simulator.clearFaults()
    simulator.addFault('page-out-of-order')
    const turned = ids((await client.pull(cases, 20)).rows)
    expect(turned.slice(20, 60)).toEqual([...plain.slice(40, 60), ...plain.slice(20, 40)])
    expect([...turned].sort()).toEqual([...plain].sort())
  })

  test('bad-row spoils one row, unknown-column adds to each', async () => {
    simulator.addFault('bad-row')
    const rows = (await client.pull(cases)).rows
    expect(rows.filter((row) => row.imdi_totaltbelop === 'ikke et tall')).toHaveLength(1)
    expect(rows).toHaveLength(90)
    simulator.clearFaults()
    simulator.addFault('unknown-column')
    expect((await client.pull(cases)).rows.every((row) => row.imdi_nyttfelt === 'verdi')).toBe(true)
    simulator.clearFaults()
    expect((await client.pull(cases)).rows.some((row) => 'imdi_nyttfelt' in row)).toBe(false)
  })

  test('foreign-link leads elsewhere, expired-delta says so', async () => {
    simulator.addFault('foreign-link:first-pull')
    const page = (await client.get(cases, 'odata.track-changes,odata.maxpagesize=20')).json()
    expect(page['@odata.nextLink']).not.toContain(simulator.url)
    simulator.clearFaults()
    const { delta } = await client.pull(cases)
    simulator.addFault('expired-delta=410')
    const answer = await client.get(delta)
    expect([answer.status, answer.text]).toEqual([410, expect.stringContaining('0x80044352')])
  })

  test('restored goes back to the backup: newer tokens are unknown, older ones still hold', async () => {
    const old = await client.pull(cases)
    simulator.time({ action: 'back-up' })
    const { activityid, writes } = requestWrites(caseId)
    await client.batch(writes)
    simulator.time({ action: 'move-away', count: 4 })
    const newer = await client.pull(cases)
    simulator.addFault('restored')
    expect((await client.get(newer.delta)).text).toContain('0x80044352')
    expect((await client.pull(old.delta)).rows).toEqual([])
    expect(arrivals(activityid)).toBe(0)
    simulator.time({ action: 'move-away', count: 1 })
    expect((await client.pull(old.delta)).rows).toHaveLength(1)
  })

  test('emptied shows nothing and knows no token, until it is cleared', async () => {
    const before = await client.pull(cases)
    simulator.addFault('emptied')
    expect((await client.get(before.delta)).text).toContain('0x80044352')
    const empty = await client.pull(cases)
    expect(empty.rows).toEqual([])
    simulator.clearFaults()
    expect((await client.pull(before.delta)).rows).toEqual([])
    expect((await client.get(empty.delta)).text).toContain('0x80044352')
  })
})

describe('faults while pushing', () => {
  test('lost-reply has stored the request, error-before-commit has not', async () => {
    simulator.addFault('lost-reply:push:1')
    const lost = requestWrites(caseId)
    await expect(client.batch(lost.writes)).rejects.toThrow()
    expect(arrivals(lost.activityid)).toBe(1)
    expect((await client.batch(lost.writes)).status).toBe(412)
    expect(arrivals(lost.activityid)).toBe(1)
    simulator.addFault('error-before-commit:push:1')
    const early = requestWrites(caseId)
    expect((await client.batch(early.writes)).status).toBe(500)
    expect(arrivals(early.activityid)).toBe(0)
  })

  test('duplicate-rule and validation-error refuse with their codes', async () => {
    simulator.addFault('duplicate-rule')
    const duplicate = await client.batch(requestWrites(caseId).writes)
    expect([duplicate.status, duplicate.text]).toEqual([412, expect.stringContaining('0x80040237')])
    simulator.clearFaults()
    simulator.addFault('validation-error')
    expect((await client.batch(requestWrites(caseId).writes)).text).toContain('0x80044331')
  })

  test('edited-meanwhile changes what arrived, case-changed stops the case that is read', async () => {
    simulator.addFault('edited-meanwhile:push')
    const { activityid, writes } = requestWrites(caseId, 'Feil beløp')
    await client.batch(writes)
    const row = (await client.get(`imdi_endringsforesporsels(${activityid})`)).json()
    expect(row).toMatchObject({ subject: '[IMDi] Feil beløp', statuscode: 2 })
    expect(arrivals(activityid)).toBe(1)
    simulator.clearFaults()
    simulator.addFault('case-changed')
    expect((await client.get(`${cases}(${caseId})`)).json()).toMatchObject({ statuscode: 2, imdi_stoppaarsak: 1 })
  })
})

test('protects itself: too many requests of one user are answered 429 with Retry-After, another user goes on', async () => {
  const small = await startSimulator({ cases: 20, limits: { requests: 3, windowMs: 60_000 } })
  try {
    const busy = clientOf(small)
    for (let at = 0; at < 3; at++) expect((await busy.get('WhoAmI')).status).toBe(200)
    const refused = await busy.get('WhoAmI')
    expect([refused.status, refused.json().error]).toMatchObject([429, { code: '0x80072322' }])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await clientOf(small, 1).get('WhoAmI')).status).toBe(200)
  } finally {
    await small.close()
  }
})
