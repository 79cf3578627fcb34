import { randomUUID } from 'node:crypto'
import { DynamicsWebApi } from 'dynamics-web-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from './index.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ cases: 120 })
})
afterAll(() => simulator.close())

test('a third-party Dataverse client reads pages, follows a delta link, creates once and gets 412 the second time', async () => {
  const [user] = simulator.users
  const dataverse = new DynamicsWebApi({
    serverUrl: simulator.url,
    dataApi: { version: '9.2' },
    propagateErrors: true,
    onTokenRefresh: async () => user?.accessToken ?? null,
  })
  const request = { collection: 'imdi_tilskuddssaks', select: ['imdi_saksnummer', 'imdi_type'], maxPageSize: 50 }

  const first = await dataverse.retrieveMultiple({ ...request, trackChanges: true, includeAnnotations: '*' })
  expect(first.value).toHaveLength(50)
  expect(first.value[0]?.['imdi_type@OData.Community.Display.V1.FormattedValue']).toBeTruthy()
  const rows = [...first.value]
  let page = first
  while (page.oDataNextLink) {
    page = await dataverse.retrieveMultiple({ ...request, trackChanges: true }, page.oDataNextLink)
    rows.push(...page.value)
  }
  expect(new Set(rows.map((row) => row.imdi_tilskuddssakid)).size).toBe(120)

  simulator.time({ action: 'move-away', count: 2 })
  const delta = await dataverse.retrieveMultiple(request, page.oDataDeltaLink)
  expect(delta.value).toHaveLength(2)
  expect(delta.oDataDeltaLink).toContain('$deltatoken=')

  const create = {
    collection: 'imdi_endringsforesporsels',
    key: randomUUID(),
    ifnonematch: '*',
    data: {
      subject: 'Mangler utbetaling',
      'regardingobjectid_imdi_tilskuddssak@odata.bind': `/imdi_tilskuddssaks(${rows[0]?.imdi_tilskuddssakid})`,
    },
  }
  await dataverse.upsert(create)
  await expect(dataverse.upsert(create)).rejects.toMatchObject({
    status: 412,
    message: 'A record with matching key values already exists.',
  })
  const { changeRequests } = simulator.ledger()
  expect(changeRequests.filter((each) => each.activityid === create.key)).toMatchObject([{ arrivals: 1 }])
})
