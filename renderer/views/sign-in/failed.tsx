import { useState } from 'react'
import type { ErrorKind } from '../../../preload/result.ts'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import type { Texts } from '../../text/index.ts'
import { useApp, useStores, useText } from '../context.ts'
import { copyText } from '../copy-text.ts'
import { StartOverDialog } from './start-over-dialog.tsx'
import './no-role.css'

interface Props {
  readonly failure: ErrorKind
  /** The file or folder it is about, or empty. */
  readonly detail: string
}

/** The app cannot open what it needs: which, why, and who can mend it. Nothing is deleted unless one asks for it. */
export function Failed({ failure, detail }: Props) {
  const text = useText()
  const { continueOffline } = useStores().app.getState()
  const refused = useApp((store) => store.failure)
  const [asking, setAsking] = useState(false)
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
            {failure === 'key-missing' ? (
              <Button variant="tertiary" tone="danger" icon="Trash" onClick={() => setAsking(true)}>
                {text.startOver.button}
              </Button>
            ) : null}
          </>
        }
      >
        <p>{text.errors[failure].body}</p>
        {detail === '' ? null : <p>{detailWords(failure, detail, text)}</p>}
        <p>{text.errorActions.code(failure)}</p>
        {refused === null || refused === failure ? null : (
          <Alert tone="warning" role="alert" title={`${text.errors[refused].title}.`}>
            {text.errors[refused].body}
          </Alert>
        )}
      </EmptyState>
      <StartOverDialog open={asking} onClose={() => setAsking(false)} />
    </main>
  )
}

/** Two failures tell only names; the others tell a whole sentence. */
function detailWords(failure: ErrorKind, detail: string, text: Texts): string {
  if (failure === 'config-missing') return text.errorActions.missing(detail)
  return failure === 'key-missing' ? `${text.settings.dataFolder}: ${detail}` : detail
}
