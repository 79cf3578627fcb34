import { createStore } from 'zustand/vanilla'
import type { SyncStatus } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'
import type { ErrorKind } from '../../preload/result.ts'

export interface SyncStore {
  /** Null until the engine has answered for the first time. */
  readonly status: SyncStatus | null
  /** Why the engine could not be asked; null while it answers. */
  readonly failure: ErrorKind | null
  readonly load: () => Promise<void>
  readonly now: () => Promise<void>
  readonly stop: () => Promise<void>
}

export function createSyncStore(bridge: Bridge) {
  const store = createStore<SyncStore>()((set) => ({
    status: null,
    failure: null,
    load: async () => {
      const answer = await bridge.call('sync.status', {})
      set(answer.ok ? { status: answer.value, failure: null } : { failure: answer.error.kind })
    },
    now: async () => {
      await bridge.call('sync.now', {})
    },
    stop: async () => {
      await bridge.call('sync.stop', {})
    },
  }))
  bridge.on('sync', (status) => store.setState({ status, failure: null }))
  return store
}
