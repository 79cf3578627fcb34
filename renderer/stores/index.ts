import { createStore } from 'zustand/vanilla'
import type { Bridge } from '../../preload/contract.ts'
import { createAppStore } from './app.ts'
import { createCaseStore } from './case.ts'
import { createCasesStore } from './cases.ts'
import { createDashboardStore } from './dashboard.ts'
import { createDraftStore } from './draft.ts'
import { createNavigationStore } from './navigation.ts'
import { createNoticesStore } from './notices.ts'
import { createRequestsStore } from './requests.ts'
import { createSettingsStore } from './settings.ts'
import { createStartDraft } from './start-draft.ts'
import { createSyncStore } from './sync.ts'

/** Everything the window knows, made from a bridge alone: a test hands in a scripted one. */
export function createStores(bridge: Bridge) {
  const navigation = createNavigationStore()
  const notices = createNoticesStore((run, ms) => void setTimeout(run, ms))
  const dashboard = createDashboardStore(bridge)
  const requests = createRequestsStore(bridge)
  const draft = createDraftStore(bridge, () => {
    void requests.getState().load()
    void dashboard.getState().load()
  })
  const stores = {
    app: createAppStore(bridge, () => draft.getState().flush()),
    sync: createSyncStore(bridge),
    settings: createSettingsStore(bridge),
    dashboard,
    cases: createCasesStore(bridge),
    case: createCaseStore(bridge),
    draft,
    requests,
    navigation,
    notices,
    /** Asked for from the user menu and from Innstillinger; the question is one. */
    confirmSignOut: createStore<{ open: boolean }>()(() => ({ open: false })),
    startDraft: createStartDraft(bridge, navigation, notices),
  }
  forgetAtChange(stores)
  return stores
}
export type Stores = ReturnType<typeof createStores>

/** What belongs to one user and municipality is dropped when another takes over, or when rows are locked. */
function forgetAtChange(stores: Omit<Stores, 'startDraft' | 'confirmSignOut'>) {
  const { app, sync, dashboard, cases, navigation } = stores
  const owner = () => {
    const { state } = app.getState()
    return state.phase === 'ready' ? `${state.user}/${state.municipality.id}` : null
  }
  let before = owner()
  app.subscribe(() => {
    const now = owner()
    if (now === before) return
    before = now
    dashboard.getState().forget()
    cases.getState().forget()
    stores.case.getState().close()
    stores.draft.getState().forget()
    stores.requests.getState().forget()
    navigation.getState().restart()
    sync.setState({ status: null, failure: null })
    if (now !== null) void sync.getState().load()
  })
}
