import type { Place } from '../stores/navigation.ts'
import { CasesView } from './cases/cases-view.tsx'
import { DashboardView } from './dashboard/dashboard-view.tsx'
import { SettingsView } from './settings/settings-view.tsx'

/** The view of each place; a new screen is a case here and a `Place` in the navigation store. */
export function Screen({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'dashboard':
      return <DashboardView />
    case 'cases':
      return <CasesView />
    case 'settings':
      return <SettingsView />
    case 'case':
    case 'draft':
    case 'requests':
      return null
  }
}
