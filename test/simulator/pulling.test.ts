import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from './client-for-tests.ts'
import { type Simulator, startSimulator } from './index.ts'

let simulator: Simulator
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  simulator = await startSimulator({ cases: 230, seed: 7 })
  client = clientOf(simulator)
})
afterAll(() => simulator.close())
beforeEach(() => simulator.reset())

const keys = (rows: readonly Record<string, unknown>[], key: string) => rows.map((row) => String(row[key]))
const cases = 'imdi_tilskuddssaks?$select=imdi_saksnummer,statuscode'

describe('pulling with change tracking', () => {
  test('gives every row once over many pages, and a delta link on the last page only', async () => {
    const { rows, pages, delta } = await client.pull('imdi_tilskuddssaks', 50)
    expect(pages).toBe(5)
    expect(new Set(keys(rows, 'imdi_tilskuddssakid')).size).toBe(230)
    expect(delta).toMatch(/\$deltatoken=\d+(!|%21)\d\d%2[Ff]\d\d%2[Ff]2021/)
    const payouts = await client.pull('imdi_utbetalings', 100)
    expect(new Set(keys(payouts.rows, 'imdi_utbetalingid')).size).toBe(simulator.rows('imdi_utbetalings').length)
    expect((await client.pull('imdi_termins')).rows).toHaveLength(28)
  })

  test('heeds $select, sends the key and the etag unasked, and formatted values when wanted', async () => {
    const answer = await client.get(
      cases,
      'odata.track-changes,odata.maxpagesize=3,odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
    )
    expect(answer.headers.get('preference-applied')).toContain('odata.track-changes')
    expect(answer.headers.get('cache-control')).toBeNull()
    expect(answer.headers.get('odata-version')).toBe('4.0')
    const [row] = answer.json().value
    expect(Object.keys(row ?? {}).sort()).toEqual([
      '@odata.etag',
      'imdi_saksnummer',
      'imdi_tilskuddssakid',
      'statuscode',
      'statuscode@OData.Community.Display.V1.FormattedValue',
    ])
    expect(row?.['@odata.etag']).toMatch(/^W\/"\d+"$/)
    expect((await client.get('imdi_tilskuddssaks?$select=finnesikke')).status).toBe(400)
  })

  test('names the rows that lookups lead to, by logical name', async () => {
    const all = 'odata.include-annotations="*"'
    const [payout] = (await client.get('imdi_utbetalings?$top=1', all)).json().value
    expect(payout?.['_imdi_sak_value@Microsoft.Dynamics.CRM.lookuplogicalname']).toBe('imdi_tilskuddssak')
    expect(payout?.['_imdi_termin_value@OData.Community.Display.V1.FormattedValue']).toMatch(/^\d\d-\d\d-\d{4}$/)
    const [request] = (await client.get('imdi_endringsforesporsels?$top=1', all)).json().value
    expect(request?.['_regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname']).toBe('imdi_tilskuddssak')
  })

  test('refuses other query options together with change tracking', async () => {
    for (const option of ['$filter=statuscode eq 1', '$orderby=imdi_saksnummer', '$top=3']) {
      const answer = await client.get(`imdi_tilskuddssaks?${option}`, 'odata.track-changes')
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('Change Tracking is enabled')])
    }
  })

  test('a delta brings what changed, new and changed rows first and deletes last, and then nothing', async () => {
    const first = await client.pull(cases)
    expect((await client.pull(first.delta)).rows).toEqual([])
    const gone = simulator.time({ action: 'delete-case', count: 2 })
    const moved = simulator.time({ action: 'move-away', count: 3 })
    simulator.time({ action: 'new-cases', count: 1 })
    const second = await client.pull(first.delta, 4)
    expect(second.pages).toBe(2)
    expect(second.rows.slice(0, 4).every((row) => row['@odata.etag'])).toBe(true)
    expect(second.rows.slice(4)).toEqual([
      expect.objectContaining({ '@odata.context': expect.stringMatching(/\$deletedEntity$/), reason: 'deleted' }),
      expect.objectContaining({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
    ])
    expect(gone).toMatchObject({ ids: keys(second.rows.slice(4), 'id') })
    expect(moved).toMatchObject({ ids: keys(second.rows.slice(0, 3), 'imdi_tilskuddssakid') })
    expect((await client.pull(second.delta)).rows).toEqual([])
  })

  test('what changes while a pull runs comes with the delta, and nothing is left out', async () => {
    const prefer = 'odata.track-changes,odata.maxpagesize=100'
    const start = (await client.get(cases, prefer)).json()
    simulator.time({ action: 'pay-term' })
    simulator.time({ action: 'new-cases', count: 5 })
    const rest = await client.pull(String(start['@odata.nextLink']), 100)
    const delta = await client.pull(rest.delta)
    const seen = new Map(
      [...start.value, ...rest.rows, ...delta.rows].map((row) => [row.imdi_tilskuddssakid, row['@odata.etag']]),
    )
    const fresh = await client.pull(cases)
    expect(seen).toEqual(new Map(fresh.rows.map((row) => [row.imdi_tilskuddssakid, row['@odata.etag']])))
    expect(fresh.rows).toHaveLength(235)
  })

  test('a token it has not issued is answered as expired', async () => {
    const { delta } = await client.pull(cases)
    for (const link of [delta.replace(/deltatoken=\d/, 'deltatoken=9'), `${cases}&$deltatoken=4711`]) {
      const answer = await client.get(link)
      expect([answer.status, answer.json().error]).toMatchObject([400, { code: '0x80044352' }])
    }
    simulator.reset()
    expect((await client.get(delta)).text).toContain('0x80044352')
  })

  test('sends gzip to those who take it and plain text to others', async () => {
    const compressed = await client.ask('imdi_tilskuddssaks', { headers: { prefer: 'odata.track-changes' } })
    expect(compressed.headers.get('content-encoding')).toBe('gzip')
    const plain = await client.ask('imdi_tilskuddssaks', {
      headers: { prefer: 'odata.track-changes', 'accept-encoding': 'identity' },
    })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.json().value).toEqual(compressed.json().value)
  })
})

describe('time', () => {
  test('a term is paid: rows, totals and the next term', async () => {
    const [terms, payouts] = await Promise.all([client.pull('imdi_termins'), client.pull('imdi_utbetalings')])
    const done = simulator.time({ action: 'pay-term' })
    expect(done).toMatchObject({ term: '12-12-2021' })
    const changedTerms = await client.pull(terms.delta)
    expect(changedTerms.rows).toMatchObject([
      { imdi_navn: '12-12-2021', statuscode: 2 },
      { imdi_navn: '31-03-2022', imdi_aar: 2022, imdi_nummer: 1, statuscode: 1 },
    ])
    const changed = (await client.pull(payouts.delta)).rows
    const paid = changed.filter((row) => row.statuscode === 2)
    expect(paid.length).toBeGreaterThan(50)
    expect(paid.every((row) => row.imdi_referanse && row.imdi_utbetalingsdato === '2021-12-06')).toBe(true)
    expect(changed.filter((row) => row.statuscode === 1).length).toBeGreaterThan(50)
    const byCase = new Map<unknown, number>()
    for (const row of simulator.rows('imdi_utbetalings')) {
      const paidNow = row.statuscode === 2 ? Math.round(Number(row.imdi_belop) * 100) : 0
      byCase.set(row._imdi_sak_value, (byCase.get(row._imdi_sak_value) ?? 0) + paidNow)
    }
    for (const row of simulator.rows('imdi_tilskuddssaks')) {
      expect(Math.round(Number(row.imdi_totaltbelop) * 100)).toBe(byCase.get(row.imdi_tilskuddssakid) ?? 0)
    }
  })

  test('a new year gives cases their next grant year', async () => {
    simulator.time({ action: 'pay-term' })
    const second = new Set(
      simulator
        .rows('imdi_tilskuddssaks')
        .filter((row) => row.imdi_tilskuddsaar === 2 && row.statuscode === 1)
        .map((row) => row.imdi_tilskuddssakid),
    )
    simulator.time({ action: 'pay-term' })
    const after = simulator.rows('imdi_tilskuddssaks').filter((row) => second.has(row.imdi_tilskuddssakid ?? ''))
    expect(after.filter((row) => row.imdi_tilskuddsaar === 3).length).toBeGreaterThan(after.length * 0.9)
    expect(after.filter((row) => row.imdi_typekode === 'AR-3').length).toBeGreaterThan(after.length * 0.9)
  })

  test('IMDi answers open requests, with a note', async () => {
    const [requests, notes] = await Promise.all([client.pull('imdi_endringsforesporsels'), client.pull('annotations')])
    const done = simulator.time({ action: 'answer', statuscode: 4, svar: 'Etterbetales.', note: 'Se 1. termin.' })
    const changed = (await client.pull(requests.delta)).rows
    expect(changed.length).toBeGreaterThan(0)
    expect(done).toMatchObject({ ids: keys(changed, 'activityid') })
    expect(changed.every((row) => row.statuscode === 4 && row.imdi_svar === 'Etterbetales.')).toBe(true)
    expect((await client.pull(notes.delta)).rows[0]).toMatchObject({ notetext: 'Se 1. termin.' })
  })
})
