import { describe, expect, test } from 'vitest'
import type { CaseList, CaseRow } from '../../db/domain.ts'
import type { Args } from '../../preload/contract.ts'
import { createCasesStore, everyCase, pageSize } from '../../renderer/stores/cases.ts'
import { failed, ok, scriptedBridge } from './scripted-bridge.ts'

const list = (version: number, total = 3): CaseList => ({
  version,
  reading: { kind: 'none' },
  total,
  all: 10,
  sum: 0,
  types: [],
  grantYears: [],
  statuses: [],
})
const row = (id: string): CaseRow => ({
  id,
  caseNumber: id,
  type: { code: 1, text: '' },
  code: '',
  givenName: '',
  familyName: '',
  nationalId: '',
  dufNumber: '',
  birthDate: null,
  gender: null,
  citizenship: '',
  qualifyingDate: null,
  settledDate: null,
  grantYear: null,
  totalAmount: 0,
  municipalityNumber: '',
  movedTo: '',
  movedFrom: '',
  status: { code: 1, text: '' },
  stopReason: null,
  stopDate: null,
  modifiedOn: '',
  lastTerm: '',
  lastPaymentDate: null,
  openRequests: 0,
})

/** An engine that answers a list when the test says so. */
function slowEngine() {
  const asked: { query: Args<'cases.open'>; answer: (list: CaseList) => void }[] = []
  const bridge = scriptedBridge({
    'cases.open': (query) => new Promise((resolve) => asked.push({ query, answer: (it) => resolve(ok(it)) })),
    'cases.page': async ({ version }) => ok({ stale: false, rows: [row(`v${version}`)] }),
  })
  return { bridge, asked, store: createCasesStore(bridge) }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('searching as one types', () => {
  test('the first key is asked at once, and of those typed while it is out only the last', async () => {
    const { asked, store } = slowEngine()
    store.getState().type('s')
    store.getState().type('sæ')
    store.getState().type('sær')
    expect(asked.map((one) => one.query.search)).toEqual(['s'])
    asked[0]?.answer(list(1))
    await settled()
    expect(asked.map((one) => one.query.search)).toEqual(['s', 'sær'])
    asked[1]?.answer(list(2))
    await settled()
    expect(store.getState().list?.version).toBe(2)
    expect(store.getState().listed.search).toBe('sær')
  })
  test('typing anew reads a date as a date again', async () => {
    const { asked, store } = slowEngine()
    store.getState().change({ search: '-2020', asText: true })
    asked[0]?.answer(list(1))
    await settled()
    store.getState().type('-2019')
    expect(asked[1]?.query).toMatchObject({ search: '-2019', asText: false })
  })
  test('taking the filters off keeps the search and the sorting', () => {
    const { store } = slowEngine()
    const sort = { column: 'qualifyingDate', descending: true } as const
    store.getState().change({ search: 'særskilt', types: [1], statuses: [2], sort })
    store.getState().clearFilters()
    expect(store.getState().query).toEqual({ ...everyCase, search: 'særskilt', sort })
  })
})

describe('pages of a list', () => {
  test('the first page is on its way before anything asks for it, and is not asked for twice', async () => {
    const { asked, bridge, store } = slowEngine()
    void store.getState().load()
    asked[0]?.answer(list(1))
    await settled()
    const page = await store.getState().page(0, pageSize)
    expect(page.rows.map((one) => one.id)).toEqual(['v1'])
    expect(bridge.calls.filter((one) => one.name === 'cases.page')).toHaveLength(1)
  })
  test('a page waits for a list under way, so rows of an older question are never shown', async () => {
    const { asked, store } = slowEngine()
    void store.getState().load()
    asked[0]?.answer(list(1))
    await settled()
    store.getState().type('ny')
    const page = store.getState().page(0, pageSize)
    asked[1]?.answer(list(2, 7))
    expect(await page).toMatchObject({ rows: [{ id: 'v2' }], total: 7 })
  })
  test('a version the engine no longer has is opened again, and the rows come all the same', async () => {
    let version = 0
    const bridge = scriptedBridge({
      'cases.open': async () => ok(list(++version)),
      'cases.page': async (asked) =>
        ok(asked.version === 1 ? { stale: true } : { stale: false, rows: [row(`v${asked.version}`)] }),
    })
    const store = createCasesStore(bridge)
    await store.getState().load()
    expect((await store.getState().page(0, pageSize)).rows.map((one) => one.id)).toEqual(['v2'])
  })
})

describe('what comes from elsewhere', () => {
  test('a change of the cases opens the same question anew, and the place in the list is kept', async () => {
    const { asked, bridge, store } = slowEngine()
    store.getState().type('særskilt')
    asked[0]?.answer(list(1))
    await settled()
    store.getState().leave({ topRow: 40, focusedRow: 42, focusedColumn: 'type', columns: null })
    bridge.tell('changed', ['cases'])
    asked[1]?.answer(list(2))
    await settled()
    expect(asked[1]?.query.search).toBe('særskilt')
    expect(store.getState().place.topRow).toBe(40)
    expect(store.getState().list?.version).toBe(2)
  })
  test('another user finds nothing of the one before, not even an answer that was under way', async () => {
    const { asked, store } = slowEngine()
    store.getState().type('særskilt')
    store.getState().forget()
    asked[0]?.answer(list(1))
    await settled()
    expect(store.getState().list).toBeNull()
    expect(store.getState().query).toEqual(everyCase)
  })
  test('a list that cannot be had says why and keeps the rows that are there', async () => {
    let broken = false
    const bridge = scriptedBridge({
      'cases.open': async () => (broken ? failed('engine-gone') : ok(list(1))),
      'cases.page': async () => ok({ stale: false, rows: [] }),
    })
    const store = createCasesStore(bridge)
    await store.getState().load()
    broken = true
    await store.getState().load()
    expect(store.getState().failure).toBe('engine-gone')
    expect(store.getState().list?.version).toBe(1)
  })
})
