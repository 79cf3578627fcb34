import { useEffect } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useNavigation, useStores, useText } from '../context.ts'
import { DraftForm } from './draft-form.tsx'
import './draft.css'

/** A change request in the form, by its id. What is typed is saved as it is typed, and once more on leaving. */
export function DraftView({ id }: { readonly id: string }) {
  const text = useText()
  const store = useStores().draft
  const { phase, draft, failure } = useStore(store)
  const go = useNavigation((now) => now.go)

  useEffect(() => {
    void store.getState().open(id)
    return () => void store.getState().close()
  }, [store, id])
  useEffect(() => {
    const save = () => void store.getState().flush()
    window.addEventListener('blur', save)
    window.addEventListener('pagehide', save)
    document.addEventListener('visibilitychange', save)
    return () => {
      window.removeEventListener('blur', save)
      window.removeEventListener('pagehide', save)
      document.removeEventListener('visibilitychange', save)
    }
  }, [store])

  if (phase === 'failed' && failure !== null) {
    const words = failure === 'not-found' ? text.draft.notFound : text.errors[failure]
    return (
      <EmptyState
        icon="ExclamationmarkTriangle"
        tone="warning"
        title={words.title}
        alert
        actions={
          <>
            {failure === 'not-found' ? null : (
              <Button onClick={() => void store.getState().open(id)}>{text.errorActions.retry}</Button>
            )}
            <Button onClick={() => go({ screen: 'requests', selected: null })}>{text.draft.notFound.back}</Button>
          </>
        }
      >
        <p>{words.body}</p>
      </EmptyState>
    )
  }
  if (draft === null || draft.view.id !== id) {
    return (
      <div className="tm-page" aria-busy="true">
        <span className="tm-hidden" role="status">
          {text.draft.loading}
        </span>
      </div>
    )
  }
  return <DraftForm key={id} draft={draft} />
}
