import { describe, expect, test } from 'vitest'
import type { AppState } from '../../preload/contract.ts'
import { createStores } from '../../renderer/stores/index.ts'
import { createNavigationStore } from '../../renderer/stores/navigation.ts'
import { createNoticesStore } from '../../renderer/stores/notices.ts'
import { createSettingsStore } from '../../renderer/stores/settings.ts'
import { createSyncStore } from '../../renderer/stores/sync.ts'
import { draftEngine } from './draft-engine.ts'
import { failed, ok, scriptedBridge } from './scripted-bridge.ts'

describe('navigation', () => {
  test('back and forward lead where one came from, and a new way drops the one ahead', () => {
    const store = createNavigationStore()
    store.getState().go({ screen: 'cases' })
    store.getState().go({ screen: 'case', id: 'a' })
    store.getState().back()
    expect(store.getState().place).toEqual({ screen: 'cases' })
    store.getState().forward()
    expect(store.getState().place).toEqual({ screen: 'case', id: 'a' })
    store.getState().back()
    store.getState().go({ screen: 'settings' })
    store.getState().forward()
    expect(store.getState().place).toEqual({ screen: 'settings' })
  })
  test('going where one is takes no step, and there is nothing behind the first place', () => {
    const store = createNavigationStore()
    store.getState().go({ screen: 'dashboard' })
    store.getState().back()
    expect(store.getState()).toMatchObject({ place: { screen: 'dashboard' }, behind: [], ahead: [] })
  })
})

describe('notices', () => {
  test('the same failure is told once, and stays until it is dismissed', () => {
    const later: (() => void)[] = []
    const store = createNoticesStore((run) => later.push(run))
    store.getState().failed('disk-full')
    store.getState().failed('disk-full')
    expect(store.getState().notices).toHaveLength(1)
    expect(later).toEqual([])
    const [notice] = store.getState().notices
    store.getState().dismiss(notice?.id ?? -1)
    expect(store.getState().notices).toEqual([])
  })
  test('good news goes away by itself', () => {
    const later: (() => void)[] = []
    const store = createNoticesStore((run) => later.push(run))
    store.getState().done('Utkastet er slettet')
    expect(store.getState().notices).toHaveLength(1)
    for (const run of later) run()
    expect(store.getState().notices).toEqual([])
  })
})

test('an engine that does not answer is told, and forgotten as soon as it speaks', async () => {
  const bridge = scriptedBridge({ 'sync.status': async () => failed('engine-gone') })
  const store = createSyncStore(bridge)
  await store.getState().load()
  expect(store.getState()).toMatchObject({ status: null, failure: 'engine-gone' })
  const counts = { drafts: 0, queued: 0, waitingForYou: 0, atImdi: 0, closed: 0, all: 0 }
  bridge.tell('sync', {
    phase: 'idle',
    hasReplica: true,
    lastSyncedAt: null,
    offlineSince: null,
    problem: null,
    nextTryAt: null,
    progress: null,
    stopped: false,
    counts,
  })
  expect(store.getState()).toMatchObject({ status: { hasReplica: true }, failure: null })
})

test('a setting that could not be stored is put back', async () => {
  const store = createSettingsStore(scriptedBridge({ 'settings.set': async () => failed('read-only') }))
  const changed = store.getState().change({ theme: 'dark' })
  expect(store.getState().settings.theme).toBe('dark')
  await changed
  expect(store.getState().settings.theme).toBe('system')
})

test('another municipality finds nothing of the one before: place, list and dashboard are dropped', async () => {
  const ready = (id: string, signedIn = true, user = 'kari'): AppState => ({
    phase: 'ready',
    user,
    userName: 'Kari',
    municipality: { id, number: '3804', name: id },
    municipalities: [],
    roles: [],
    signedIn,
  })
  const bridge = scriptedBridge({
    'app.state': async () => ok(ready('a')),
    'app.info': async () => failed('unexpected'),
    'sync.status': async () => failed('not-open'),
    'cases.open': async () => failed('not-open'),
  })
  const stores = createStores(bridge)
  await stores.app.getState().load()
  stores.navigation.getState().go({ screen: 'case', id: 'x' })
  stores.cases.getState().type('Tesfaye')
  bridge.tell('app-state', ready('a', false))
  expect(stores.navigation.getState().place).toEqual({ screen: 'case', id: 'x' })
  bridge.tell('app-state', ready('b'))
  expect(stores.navigation.getState()).toMatchObject({ place: { screen: 'dashboard' }, behind: [] })
  expect(stores.cases.getState().query.search).toBe('')
  stores.cases.getState().type('Tesfaye')
  bridge.tell('app-state', ready('b', true, 'ola'))
  expect(stores.cases.getState().query.search).toBe('')
})

test.each(['session.chooseMunicipality', 'session.signOut'] as const)(
  'S2: what is typed is saved before %s closes the files',
  async (order) => {
    const engine = draftEngine('d1')
    const bridge = scriptedBridge({ ...engine.handlers, [order]: async () => ok(null) })
    const stores = createStores(bridge)
    await stores.draft.getState().open('d1')
    stores.draft.getState().change({ what: 'Skrevet i siste øyeblikk' })
    const { chooseMunicipality, signOut } = stores.app.getState()
    await (order === 'session.signOut' ? signOut(false) : chooseMunicipality('b'))
    expect(bridge.calls.map(({ name }) => name)).toEqual(['drafts.get', 'drafts.save', order])
  },
)
