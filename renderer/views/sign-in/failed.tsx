import { useState } from 'react'
import type { ErrorKind } from '../../../preload/result.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useStores, useText } from '../context.ts'
import { copyText } from '../copy-text.ts'
import './no-role.css'

interface Props {
  readonly failure: ErrorKind
  /** The file or folder it is about, or empty. */
  readonly detail: string
}

/** The app cannot open what it needs: which, why, and who can mend it. Nothing is deleted. */
export function Failed({ failure, detail }: Props) {
  const text = useText()
  const { continueOffline } = useStores().app.getState()
  const [copied, setCopied] = useState(false)
  const copy = () => setCopied(copyText(failure))
  return (
    <main className="tm-alone">
      <EmptyState
        page
        icon="ExclamationmarkTriangle"
        tone="danger"
        alert
        title={text.errors[failure].title}
        actions={
          <>
            <Button variant="primary" onClick={() => void continueOffline()}>
              {text.errorActions.retry}
            </Button>
            <Button onClick={copy}>{copied ? text.errorActions.copied : text.errorActions.copyCode}</Button>
          </>
        }
      >
        <p>{text.errors[failure].body}</p>
        {detail === '' ? null : <p>{detail}</p>}
        <p>{text.errorActions.code(failure)}</p>
      </EmptyState>
    </main>
  )
}
