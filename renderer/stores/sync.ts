import { createStore } from 'zustand/vanilla'
import type { SyncStatus } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'

export interface SyncStore {
  /** Null until the engine has answered for the first time. */
  readonly status: SyncStatus | null
  readonly load: () => Promise<void>
  readonly now: () => Promise<void>
  readonly stop: () => Promise<void>
}

export function createSyncStore(bridge: Bridge) {
  const store = createStore<SyncStore>()((set) => ({
    status: null,
    load: async () => {
      const answer = await bridge.call('sync.status', {})
      if (answer.ok) set({ status: answer.value })
    },
    now: async () => {
      await bridge.call('sync.now', {})
    },
    stop: async () => {
      await bridge.call('sync.stop', {})
    },
  }))
  bridge.on('sync', (status) => store.setState({ status }))
  return store
}
