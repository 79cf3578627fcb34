import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientOf, requestWrites } from './client-for-tests.ts'
import { type Simulator, startSimulator } from './index.ts'

let simulator: Simulator
let client: ReturnType<typeof clientOf>
let caseId: unknown

beforeAll(async () => {
  simulator = await startSimulator({ cases: 60 })
  client = clientOf(simulator)
  caseId = simulator.rows('imdi_tilskuddssaks')[0]?.imdi_tilskuddssakid
})
afterAll(() => simulator.close())
beforeEach(() => simulator.reset())

const arrived = (activityid: string) =>
  simulator.ledger().changeRequests.find((request) => request.activityid === activityid)
const json = { 'content-type': 'application/json' }
const patch = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  client.ask(path, { method: 'PATCH', headers: { ...json, ...headers }, body: JSON.stringify(body) })

describe('pushing by $batch', () => {
  test('creates request and note together, and answers part by part', async () => {
    const { activityid, annotationid, writes } = requestWrites(caseId)
    const answer = await client.batch(writes)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/mixed; boundary=batchresponse_/)
    expect(answer.text).toMatch(/boundary=changesetresponse_/)
    expect(answer.text.match(/HTTP\/1\.1 204 No Content\r\n/g)).toHaveLength(2)
    expect(answer.text).toContain(`imdi_endringsforesporsels(${activityid})`)
    expect(arrived(activityid)).toMatchObject({
      subject: 'Mangler utbetaling',
      regarding: { kind: 'case', id: caseId },
      user: 'Ingrid Solbakken',
      statuscode: 1,
      notes: [{ annotationid, notetext: 'Hva: …' }],
      arrivals: 1,
    })
  })

  test('a second try is answered 412 and stores nothing', async () => {
    const { activityid, writes } = requestWrites(caseId)
    await client.batch(writes)
    const again = await client.batch(writes)
    expect(again.status).toBe(412)
    expect(again.text).toContain('A record with matching key values already exists.')
    expect(again.text).toContain('Content-ID: 1')
    const continued = await client.batch(writes, 'odata.continue-on-error')
    expect([continued.status, /HTTP\/1\.1 412/.test(continued.text)]).toEqual([200, true])
    expect(arrived(activityid)?.arrivals).toBe(1)
  })

  test('a change set is all or nothing', async () => {
    const { activityid, writes } = requestWrites(caseId)
    const [request, note] = writes
    if (!request || !note) throw new Error('two writes')
    const broken = { ...note, body: { subject: 'x', finnesikke: 1 } }
    const answer = await client.batch([request, broken])
    expect([answer.status, answer.text.includes('Content-ID: 2')]).toEqual([400, true])
    expect(arrived(activityid)).toBeUndefined()
    expect((await client.get(`imdi_endringsforesporsels(${activityid})`)).status).toBe(404)
  })

  test('a part may refer to an earlier one by its Content-ID, never to a later one', async () => {
    const { writes } = requestWrites(caseId)
    const [request, note] = writes
    if (!request || !note) throw new Error('two writes')
    const bound = { ...note, body: { notetext: 'x', 'objectid_imdi_endringsforesporsel@odata.bind': '$1' } }
    expect((await client.batch([request, bound])).status).toBe(200)
    const early = { ...note, body: { notetext: 'x', 'objectid_imdi_endringsforesporsel@odata.bind': '$2' } }
    expect((await client.batch([early, requestWrites(caseId).writes[0] ?? request])).status).toBe(400)
  })

  test('refuses what IMDi refuses, each with its status and code', async () => {
    const long = await client.batch(requestWrites(caseId, 'x'.repeat(201)).writes)
    expect([long.status, /0x80044331/.test(long.text)]).toEqual([400, true])
    const gone = await client.batch(requestWrites(randomUUID()).writes)
    expect([gone.status, /0x80040217/.test(gone.text)]).toEqual([404, true])
    const foreign = await patch(`imdi_tilskuddssaks(${caseId})`, { imdi_fornavn: 'Ny' })
    expect([foreign.status, foreign.json().error]).toMatchObject([403, { code: '0x80040220' }])
    const unreadable = await client.ask('$batch', { method: 'POST', headers: json, body: '{}' })
    expect(unreadable.status).toBe(400)
    expect(simulator.ledger().changeRequests.every(({ arrivals }) => arrivals === 0)).toBe(true)
  })

  test('a term can be what the request is about', async () => {
    const [term] = simulator.rows('imdi_termins')
    const activityid = randomUUID()
    const answer = await client.batch([
      {
        path: `imdi_endringsforesporsels(${activityid})`,
        body: {
          subject: 'Hele terminen',
          'regardingobjectid_imdi_termin@odata.bind': `/imdi_termins(${term?.imdi_terminid})`,
        },
      },
    ])
    expect(answer.status).toBe(200)
    expect(arrived(activityid)?.regarding).toEqual({ kind: 'term', id: term?.imdi_terminid })
  })

  test('files under a note: five megabytes and known kinds', async () => {
    const { activityid, writes } = requestWrites(caseId)
    await client.batch(writes)
    const attach = (documentbody: string, filename: string) =>
      patch(
        `annotations(${randomUUID()})`,
        {
          notetext: 'Vedlegg',
          documentbody,
          filename,
          'objectid_imdi_endringsforesporsel@odata.bind': `/imdi_endringsforesporsels(${activityid})`,
        },
        { 'if-none-match': '*' },
      )
    const megabyte = Buffer.alloc(1024 * 1024).toString('base64')
    expect((await attach(Buffer.alloc(5 * 1024 * 1024).toString('base64'), 'vedtak.pdf')).status).toBe(204)
    expect((await attach(Buffer.alloc(5 * 1024 * 1024 + 1).toString('base64'), 'vedtak.pdf')).text).toContain(
      '0x80044a02',
    )
    expect((await attach(megabyte, 'program.exe')).text).toContain('0x80043e09')
    expect(arrived(activityid)?.notes).toHaveLength(2)
  })
})

describe('conditions on single rows', () => {
  test('etags: 304, 412 on another version, 404 where nothing is to be updated, and upsert without conditions', async () => {
    const { activityid, writes } = requestWrites(caseId)
    const path = `imdi_endringsforesporsels(${activityid})`
    expect((await patch(path, { subject: 'x' }, { 'if-match': '*' })).status).toBe(404)
    expect((await patch(path, writes[0]?.body)).status).toBe(204)
    const row = await client.get(path)
    const etag = String(row.json()['@odata.etag'])
    expect((await client.ask(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await client.ask(path, { headers: { 'if-none-match': 'null' } })).status).toBe(200)
    const updated = await patch(path, { subject: 'Ny tittel' }, { 'if-match': etag, prefer: 'return=representation' })
    expect([updated.status, updated.json().subject]).toEqual([200, 'Ny tittel'])
    const stale = await patch(path, { subject: 'Eldre' }, { 'if-match': etag })
    expect([stale.status, stale.json().error]).toMatchObject([412, { code: '0x80060882' }])
    expect((await client.ask(path, { method: 'DELETE', headers: { 'if-match': etag } })).status).toBe(412)
    expect((await client.ask(path, { method: 'DELETE' })).status).toBe(204)
    expect((await client.get(path)).status).toBe(404)
  })

  test('POST chooses the key and tells it', async () => {
    const body = JSON.stringify(requestWrites(caseId).writes[0]?.body)
    const made = await client.ask('imdi_endringsforesporsels', { method: 'POST', headers: json, body })
    expect(made.status).toBe(204)
    expect(made.headers.get('odata-entityid')).toMatch(/imdi_endringsforesporsels\([0-9a-f-]{36}\)$/)
  })
})

describe('asking without change tracking', () => {
  test('filters, orders, counts and pages', async () => {
    const rows = simulator.rows('imdi_tilskuddssaks')
    const ask = async (query: string) => (await client.get(`imdi_tilskuddssaks?${query}`)).json()
    const wanted = rows.filter((row) => row.statuscode === 1 && String(row.imdi_kvalifiseringsdato) >= '2020')
    const found = await ask(
      `$filter=${encodeURIComponent('statuscode eq 1 and imdi_kvalifiseringsdato ge 2020-01-01')}&$count=true`,
    )
    expect([found['@odata.count'], found.value.length]).toEqual([wanted.length, wanted.length])
    const odd = await ask(
      `$filter=${encodeURIComponent("not (startswith(imdi_typekode,'AR') or imdi_tilskuddsaar eq null)")}`,
    )
    const expected = rows.filter((row) => !String(row.imdi_typekode).startsWith('AR') && row.imdi_tilskuddsaar !== null)
    expect(odd.value).toHaveLength(expected.length)
    const top = await ask('$orderby=imdi_etternavn desc,imdi_fornavn&$top=3&$select=imdi_etternavn')
    const names = rows.map((row) => String(row.imdi_etternavn).toLowerCase()).sort()
    expect(top.value.map((row) => String(row.imdi_etternavn).toLowerCase())).toEqual(names.slice(-3).reverse())
    expect(await client.get('imdi_tilskuddssaks/$count')).toMatchObject({ text: '60' })
    const page = (await client.get('imdi_tilskuddssaks?$filter=statuscode ne 9', 'odata.maxpagesize=50')).json()
    expect((await client.get(String(page['@odata.nextLink']), 'odata.maxpagesize=50')).json().value).toHaveLength(10)
    expect((await client.get('imdi_tilskuddssaks?$filter=statuscode eq')).status).toBe(400)
  })

  test('sums a term, and finds the payouts of one case', async () => {
    const payouts = simulator.rows('imdi_utbetalings')
    const term = payouts[0]?._imdi_termin_value
    const apply = `filter(_imdi_termin_value eq ${term})/aggregate(imdi_belop with sum as sum,$count as antall)`
    const answer = (await client.get(`imdi_utbetalings?$apply=${encodeURIComponent(apply)}`)).json()
    const ofTerm = payouts.filter((row) => row._imdi_termin_value === term)
    const sum = ofTerm.reduce((total, row) => total + Math.round(Number(row.imdi_belop) * 100), 0) / 100
    expect(answer.value).toEqual([{ sum, antall: ofTerm.length }])
    const own = (await client.get(`imdi_utbetalings?$filter=_imdi_sak_value eq ${caseId}`)).json()
    expect(own.value).toHaveLength(payouts.filter((row) => row._imdi_sak_value === caseId).length)
  })

  test('tells who is asking, how many rows there are, and its columns', async () => {
    expect((await client.get('WhoAmI')).json()).toMatchObject({ imdi_navn: 'Ingrid Solbakken' })
    const counts = await client.get("RetrieveTotalRecordCount(EntityNames=['imdi_tilskuddssak','imdi_termin'])")
    expect(counts.json().EntityRecordCountCollection).toMatchObject({ Values: [60, 28] })
    expect((await client.get('$metadata')).text).toContain('regardingobjectid_imdi_termin')
    expect((await client.get('contacts')).status).toBe(404)
  })
})
