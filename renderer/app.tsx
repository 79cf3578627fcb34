import { useEffect } from 'react'
import { useStore } from 'zustand'
import { ErrorBoundary } from './parts/error-boundary.tsx'
import type { Stores } from './stores/index.ts'
import { BrokenWindow } from './views/broken.tsx'
import { StoresContext } from './views/context.ts'
import { Frame } from './views/frame/frame.tsx'
import { Notices } from './views/frame/notices.tsx'
import { ChooseMunicipality } from './views/sign-in/choose-municipality.tsx'
import { Failed } from './views/sign-in/failed.tsx'
import { NoRole } from './views/sign-in/no-role.tsx'
import { SignIn } from './views/sign-in/sign-in.tsx'
import { Starting } from './views/sign-in/starting.tsx'

/** Which of the window's few faces to show; what they need comes from the stores. */
export function App({ stores }: { readonly stores: Stores }) {
  useLook(stores)
  return (
    <StoresContext value={stores}>
      <ErrorBoundary instead={() => <BrokenWindow />}>
        <Face stores={stores} />
        <Notices />
      </ErrorBoundary>
    </StoresContext>
  )
}

function Face({ stores }: { readonly stores: Stores }) {
  const state = useStore(stores.app, (store) => store.state)
  switch (state.phase) {
    case 'starting':
      return <Starting />
    case 'signed-out':
    case 'signing-in':
      return <SignIn state={state} />
    case 'choose-municipality':
      return <ChooseMunicipality municipalities={state.municipalities} />
    case 'no-role':
      return <NoRole userName={state.userName} municipality={state.municipality} />
    case 'failed':
      return <Failed failure={state.failure} detail={state.detail} />
    case 'ready':
      return <Frame state={state} />
  }
}

/** Theme, density and language live on `<html>`, where the style sheets and screen readers look for them. */
function useLook(stores: Stores) {
  const { theme, density, language } = useStore(stores.settings, (store) => store.settings)
  useEffect(() => {
    const html = document.documentElement
    html.dataset.size = density
    html.lang = language
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      html.dataset.colorScheme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme, density, language])
}
