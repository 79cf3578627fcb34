import { describe, expect, it } from 'vitest'
import type { RequestSummary } from '../../db/domain.ts'
import { countGroups, groupRequests } from '../../renderer/stores/request-groups.ts'
import { createRequestsStore, shownRows } from '../../renderer/stores/requests.ts'
import { requestDetail, requestRow } from './request-rows.ts'
import { failed, ok, scriptedBridge } from './scripted-bridge.ts'

const rows: readonly RequestSummary[] = [
  requestRow('utkast-gammelt', 'draft', '2021-10-01T08:00:00.000Z'),
  requestRow('utkast-nytt', 'draft', '2021-10-03T08:00:00.000Z'),
  requestRow('avklaring', 'needs-decision', '2021-09-01T08:00:00.000Z'),
  requestRow('kø', 'queued', '2021-10-02T08:00:00.000Z'),
  requestRow('mottatt', 'received', '2021-08-02T08:00:00.000Z'),
  requestRow('avslått', 'rejected', '2021-07-02T08:00:00.000Z'),
  requestRow('ikke-tatt-imot', 'refused', '2021-09-02T08:00:00.000Z'),
]

function server(list = rows) {
  const state = { list: [...list], unavailable: false }
  const bridge = scriptedBridge({
    'requests.list': async () => (state.unavailable ? failed('engine-gone') : ok(state.list)),
    'requests.get': async ({ id }) => {
      const row = state.list.find((one) => one.id === id)
      return row === undefined ? failed('not-found') : ok(requestDetail(row))
    },
    'requests.withdraw': async ({ id }) => {
      state.list = state.list.map((row) => (row.id === id ? { ...row, state: 'withdrawn' } : row))
      return ok(null)
    },
    'requests.sendAnyway': async () => failed('not-allowed-now'),
    'drafts.remove': async ({ id }) => {
      state.list = state.list.filter((row) => row.id !== id)
      return ok(null)
    },
    'drafts.restore': async ({ id }) => {
      const row = list.find((one) => one.id === id)
      if (row !== undefined) state.list.push(row)
      return ok(null)
    },
  })
  return { state, bridge, store: createRequestsStore(bridge) }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('groups', () => {
  it('stand in the order of whose move it is, newest first in each', () => {
    expect(groupRequests(rows).map(({ group, rows: found }) => [group, found.map(({ id }) => id)])).toEqual([
      ['waiting-for-you', ['ikke-tatt-imot', 'avklaring']],
      ['waiting-to-send', ['kø']],
      ['drafts', ['utkast-nytt', 'utkast-gammelt']],
      ['at-imdi', ['mottatt']],
      ['closed', ['avslått']],
    ])
  })

  it('count every request once', () => {
    const counts = countGroups(rows)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(rows.length)
    expect(counts.drafts).toBe(2)
  })
})

describe('the list', () => {
  it('keeps the chosen request and its detail when a sync brings news', async () => {
    const { state, bridge, store } = server()
    await store.getState().load()
    await store.getState().select('kø')
    state.list = state.list.map((row) => (row.id === 'kø' ? { ...row, state: 'sent' } : row))
    bridge.tell('changed', ['requests'])
    await settle()
    expect(store.getState().selectedId).toBe('kø')
    expect(store.getState().detail?.state).toBe('sent')
  })

  it('stays on the screen when it cannot be read again for a moment', async () => {
    const { state, bridge, store } = server()
    await store.getState().load()
    state.unavailable = true
    bridge.tell('changed', ['requests'])
    await settle()
    expect(store.getState()).toMatchObject({ phase: 'ready', rows })
  })

  it('asks nothing before it is shown', async () => {
    const { bridge } = server()
    bridge.tell('changed', ['requests'])
    await settle()
    expect(bridge.calls).toEqual([])
  })

  it('shows only the chosen group', async () => {
    const { store } = server()
    await store.getState().load()
    store.getState().setFilter('drafts')
    expect(shownRows(store.getState()).map(({ id }) => id)).toEqual(['utkast-nytt', 'utkast-gammelt'])
  })
})

describe('orders', () => {
  it('withdrawing moves the request to the closed ones, still chosen', async () => {
    const { store } = server()
    await store.getState().load()
    await store.getState().select('avklaring')
    expect(await store.getState().act('withdraw', 'avklaring')).toBe(true)
    expect(store.getState()).toMatchObject({ selectedId: 'avklaring', acting: null, refused: null })
    expect(store.getState().detail?.state).toBe('withdrawn')
  })

  it('an order that is refused leaves everything as it was and says which', async () => {
    const { store } = server()
    await store.getState().load()
    await store.getState().select('avklaring')
    expect(await store.getState().act('send-anyway', 'avklaring')).toBe(false)
    expect(store.getState().refused).toEqual({ action: 'send-anyway', error: 'not-allowed-now' })
    expect(store.getState().detail?.state).toBe('needs-decision')
  })

  it('a deleted draft goes, the one beside it is chosen, and undoing brings it back chosen', async () => {
    const { store } = server()
    await store.getState().load()
    await store.getState().select('utkast-nytt')
    await store.getState().act('remove', 'utkast-nytt')
    expect(store.getState().rows.some(({ id }) => id === 'utkast-nytt')).toBe(false)
    expect(store.getState().selectedId).toBe('utkast-gammelt')
    const removed = rows.find(({ id }) => id === 'utkast-nytt')
    expect(removed === undefined ? null : await store.getState().restore(removed)).toBe(true)
    expect(store.getState().selectedId).toBe('utkast-nytt')
    expect(store.getState().rows.some(({ id }) => id === 'utkast-nytt')).toBe(true)
  })
})
