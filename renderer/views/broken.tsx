import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { useNavigation, useStores, useText } from './context.ts'
import './sign-in/no-role.css'

/**
 * In place of a screen that could not be drawn; the bar and the rail go on working. What was typed lives in the draft
 * store, outside of what failed, and goes on being saved.
 */
export function BrokenScreen({ again }: { readonly again: () => void }) {
  const text = useText()
  const home = useNavigation((store) => store.place.screen === 'dashboard')
  const go = useNavigation((store) => store.go)
  return (
    <EmptyState
      page
      alert
      icon="ExclamationmarkTriangle"
      tone="danger"
      title={text.broken.title}
      actions={
        <>
          <Button variant="primary" onClick={again}>
            {text.broken.reload}
          </Button>
          {home ? null : <Button onClick={() => go({ screen: 'dashboard' })}>{text.broken.dashboard}</Button>}
        </>
      }
    >
      <p>{text.broken.body}</p>
      <p>{text.broken.again}</p>
    </EmptyState>
  )
}

/** In place of everything: the page is loaded anew, but not before what was typed is on disk. */
export function BrokenWindow() {
  const text = useText()
  const { draft } = useStores()
  const [unsaved, setUnsaved] = useState(false)
  const reload = async () => {
    if (await draft.getState().flush()) window.location.reload()
    else setUnsaved(true)
  }
  return (
    <main className="tm-alone">
      <EmptyState
        page
        alert
        icon="ExclamationmarkTriangle"
        tone="danger"
        title={text.broken.title}
        actions={
          <Button variant="primary" onClick={() => void reload()}>
            {text.broken.reload}
          </Button>
        }
      >
        <p>{unsaved ? text.broken.unsaved : text.broken.body}</p>
        <p>{text.broken.again}</p>
      </EmptyState>
    </main>
  )
}
