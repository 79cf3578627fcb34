import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useStores, useText } from '../context.ts'
import { copyText } from '../copy-text.ts'
import './no-role.css'

interface Props {
  readonly userName: string
  readonly municipality: string
}

/** Signed in, but IMDi gives this user nothing: who can help, and what to write to them. */
export function NoRole({ userName, municipality }: Props) {
  const text = useText()
  const { signIn, signOut } = useStores().app.getState()
  const [copied, setCopied] = useState(false)
  const copy = () => setCopied(copyText(text.signIn.noRoleText))
  return (
    <main className="tm-alone">
      <EmptyState
        page
        icon="PadlockLocked"
        tone="warning"
        title={text.signIn.noRoleTitle}
        actions={
          <>
            <Button variant="primary" onClick={copy}>
              {copied ? text.signIn.copied : text.signIn.copyText}
            </Button>
            <Button onClick={() => void signIn()}>{text.signIn.retry}</Button>
            <Button variant="tertiary" onClick={() => void signOut(false)}>
              {text.signIn.signOut}
            </Button>
          </>
        }
      >
        <p>{text.signIn.noRole(userName, municipality)}</p>
        <div className="tm-quote">
          <strong>{text.signIn.noRoleTextTitle}</strong>
          <p>{text.signIn.noRoleText}</p>
        </div>
      </EmptyState>
    </main>
  )
}
