import { createStore } from 'zustand/vanilla'
import type { Bridge, Settings } from '../../preload/contract.ts'

export interface SettingsStore {
  readonly settings: Settings
  readonly load: () => Promise<void>
  /** Shown at once, stored behind; put back if it could not be stored. */
  readonly change: (change: Partial<Settings>) => Promise<void>
}

const first: Settings = { theme: 'system', density: 'md', language: 'nb', letterKeys: true }

export function createSettingsStore(bridge: Bridge) {
  return createStore<SettingsStore>()((set, get) => ({
    settings: first,
    load: async () => {
      const answer = await bridge.call('settings.get', {})
      if (answer.ok) set({ settings: answer.value })
    },
    change: async (change) => {
      const before = get().settings
      const settings = { ...before, ...change }
      set({ settings })
      const answer = await bridge.call('settings.set', settings)
      if (!answer.ok) set({ settings: before })
    },
  }))
}
