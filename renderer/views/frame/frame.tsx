import { useEffect, useRef } from 'react'
import type { AppState } from '../../../preload/contract.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorBoundary } from '../../parts/error-boundary.tsx'
import { BrokenScreen } from '../broken.tsx'
import { useNavigation, useSync, useText } from '../context.ts'
import { Screen } from '../screens.tsx'
import { SignOutDialog } from '../settings/sign-out-dialog.tsx'
import { FirstSync } from '../sign-in/first-sync.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import './frame.css'

interface Props {
  readonly state: Extract<AppState, { phase: 'ready' }>
}

/** The bar and the rail around every screen; until the first pull is done, the first pull is the screen. */
export function Frame({ state }: Props) {
  const text = useText()
  const place = useNavigation((store) => store.place)
  const hasReplica = useSync((store) => store.status?.hasReplica ?? null)
  useShortcuts()
  const main = useRef<HTMLElement>(null)
  useFocusOnArrival(main, place.screen)
  const early = hasReplica === false && (place.screen === 'dashboard' || place.screen === 'cases')
  return (
    <div className="tm-frame">
      <button type="button" className="tm-skip" onClick={() => main.current?.focus()}>
        {text.frame.skip}
      </button>
      <TopBar state={state} />
      <Rail />
      <main className="tm-main" ref={main} tabIndex={-1} id="innhold">
        <ErrorBoundary resetKey={place} instead={(again) => <BrokenScreen again={again} />}>
          {hasReplica === null ? (
            <NoEngine />
          ) : early ? (
            <FirstSync signedIn={state.signedIn} />
          ) : (
            <Screen place={place} />
          )}
        </ErrorBoundary>
      </main>
      <SignOutDialog />
    </div>
  )
}

/** The engine has not answered: nothing for as long as it may, then why, and a way to try again. */
function NoEngine() {
  const text = useText()
  const failure = useSync((store) => store.failure)
  const load = useSync((store) => store.load)
  if (failure === null) return null
  return (
    <EmptyState
      page
      alert
      icon="ExclamationmarkTriangle"
      tone="danger"
      title={text.errors[failure].title}
      actions={
        <Button variant="primary" onClick={() => void load()}>
          {text.errorActions.retry}
        </Button>
      }
    >
      <p>{text.errors[failure].body}</p>
    </EmptyState>
  )
}

/** Screen readers hear the new screen's title; a screen that takes the focus itself keeps it. */
function useFocusOnArrival(main: React.RefObject<HTMLElement | null>, screen: string) {
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when the screen changes, and only then
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const { current } = main
    if (current === null || current.contains(document.activeElement)) return
    current.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [screen])
}
