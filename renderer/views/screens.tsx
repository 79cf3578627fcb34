import type { Place } from '../stores/navigation.ts'
import { CaseView } from './case/case-view.tsx'
import { CasesView } from './cases/cases-view.tsx'
import { DashboardView } from './dashboard/dashboard-view.tsx'
import { DraftView } from './draft/draft-view.tsx'
import { RequestsView } from './requests/requests-view.tsx'
import { SettingsView } from './settings/settings-view.tsx'

/** The view of each place; a new screen is a case here and a `Place` in the navigation store. */
export function Screen({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'dashboard':
      return <DashboardView />
    case 'cases':
      return <CasesView choosing={place.choosing === true} />
    case 'settings':
      return <SettingsView />
    case 'case':
      return <CaseView id={place.id} />
    case 'draft':
      return <DraftView id={place.id} />
    case 'requests':
      return <RequestsView selected={place.selected} />
  }
}
