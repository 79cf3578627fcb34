import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { AppStore } from '../stores/app.ts'
import type { CasesStore } from '../stores/cases.ts'
import type { DashboardStore } from '../stores/dashboard.ts'
import type { Stores } from '../stores/index.ts'
import type { NavigationStore } from '../stores/navigation.ts'
import type { SettingsStore } from '../stores/settings.ts'
import type { SyncStore } from '../stores/sync.ts'
import { type Texts, texts } from '../text/index.ts'

export const StoresContext = createContext<Stores | null>(null)

export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (stores === null) throw new Error('A view was drawn outside StoresContext')
  return stores
}

export const useApp = <T>(select: (store: AppStore) => T): T => useStore(useStores().app, select)
export const useSync = <T>(select: (store: SyncStore) => T): T => useStore(useStores().sync, select)
export const useSettings = <T>(select: (store: SettingsStore) => T): T => useStore(useStores().settings, select)
export const useNavigation = <T>(select: (store: NavigationStore) => T): T => useStore(useStores().navigation, select)
export const useDashboard = <T>(select: (store: DashboardStore) => T): T => useStore(useStores().dashboard, select)
export const useCases = <T>(select: (store: CasesStore) => T): T => useStore(useStores().cases, select)

/** The sentences of the chosen language. */
export const useText = (): Texts => texts[useSettings((store) => store.settings.language)]
