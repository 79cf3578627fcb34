import { createStore } from 'zustand/vanilla'
import type { Dashboard } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'
import type { ErrorKind } from '../../preload/result.ts'

export interface DashboardStore {
  readonly dashboard: Dashboard | null
  readonly failure: ErrorKind | null
  /** The year chosen by the user; null is the newest. */
  readonly year: number | null
  readonly load: () => Promise<void>
  readonly chooseYear: (year: number) => Promise<void>
  readonly forget: () => void
}

export function createDashboardStore(bridge: Bridge) {
  let asked = 0
  const store = createStore<DashboardStore>()((set, get) => ({
    dashboard: null,
    failure: null,
    year: null,
    load: async () => {
      const turn = ++asked
      const answer = await bridge.call('dashboard.get', { year: get().year })
      if (turn !== asked) return
      if (answer.ok) set({ dashboard: answer.value, failure: null })
      else set({ failure: answer.error.kind })
    },
    chooseYear: async (year) => {
      set({ year })
      await get().load()
    },
    forget: () => {
      asked++
      set({ dashboard: null, failure: null, year: null })
    },
  }))
  bridge.on('changed', (topics) => {
    const seen = store.getState().dashboard !== null
    if (seen && topics.some((topic) => topic !== 'sync')) void store.getState().load()
  })
  return store
}
