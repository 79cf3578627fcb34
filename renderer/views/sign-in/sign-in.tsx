import { useEffect, useRef } from 'react'
import type { AppState, KnownUser } from '../../../preload/contract.ts'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { formatMoment } from '../../text/format/dates.ts'
import { useApp, useStores, useText } from '../context.ts'
import { Door } from './door.tsx'

interface Props {
  readonly state: Extract<AppState, { phase: 'signed-out' | 'signing-in' }>
}

/** The way in: with IMDinett, or without a network for whoever was here last. */
export function SignIn({ state }: Props) {
  const failure = useApp((store) => store.failure)
  return (
    <Door under={<Under />}>
      {state.phase === 'signing-in' ? <Waiting /> : <Ask failure={failure ?? state.failure} />}
      {state.known === null ? null : <Offline known={state.known} />}
    </Door>
  )
}

function Ask({ failure }: { readonly failure: Extract<AppState, { phase: 'signed-out' }>['failure'] }) {
  const text = useText()
  const { signIn } = useStores().app.getState()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <section className="tm-door__part">
      <h1>{text.signIn.title}</h1>
      <p className="tm-door__lead">{text.signIn.lead}</p>
      {failure === null ? null : (
        <Alert
          tone={failure === 'sign-in-cancelled' ? 'info' : 'warning'}
          role="alert"
          title={`${text.errors[failure].title}.`}
        >
          {text.errors[failure].body}
        </Alert>
      )}
      <Button ref={button} variant="primary" iconAfter="ExternalLink" onClick={() => void signIn()}>
        {text.signIn.button}
      </Button>
      <p className="tm-door__line tm-quiet">
        <Icon name="Mobile" size={18} />
        {text.signIn.phone}
      </p>
    </section>
  )
}

function Waiting() {
  const text = useText()
  const { signIn, cancelSignIn } = useStores().app.getState()
  return (
    <section className="tm-door__part">
      <h1>{text.signIn.waitingTitle}</h1>
      <p className="tm-door__lead">{text.signIn.waitingLead}</p>
      <p className="tm-door__wait" role="status">
        <span className="tm-spinner" aria-hidden />
        {text.signIn.waiting}
      </p>
      <div className="tm-door__row">
        <Button onClick={() => void signIn()}>{text.signIn.again}</Button>
        <Button onClick={() => void cancelSignIn()}>{text.signIn.cancel}</Button>
      </div>
    </section>
  )
}

function Offline({ known }: { readonly known: KnownUser }) {
  const text = useText()
  const { continueOffline } = useStores().app.getState()
  const municipality = text.words.municipality(known.municipality.name)
  return (
    <section className="tm-door__part">
      <div className="tm-door__line">
        <Icon name="CloudSlash" size={20} />
        <div>
          <strong>{text.signIn.offlineLead}</strong> {text.signIn.offlineRest}
          <div className="tm-quiet tm-digits">
            {known.lastSyncedAt === null
              ? text.signIn.offlineNever(municipality)
              : text.signIn.offlineUpdated(municipality, formatMoment(known.lastSyncedAt))}
          </div>
        </div>
      </div>
      {known.offlineAllowed ? (
        <Button onClick={() => void continueOffline()}>{text.signIn.offlineButton(known.name)}</Button>
      ) : (
        <Alert tone="warning">{text.signIn.offlineExpired}</Alert>
      )}
    </section>
  )
}

function Under() {
  const text = useText()
  const info = useApp((store) => store.info)
  return (
    <>
      <p>{text.signIn.access}</p>
      {info === null ? null : (
        <details>
          <summary>{text.signIn.addresses}</summary>
          {text.settings.issuer}: {info.issuer}
          <br />
          {text.settings.apiBase}: {info.apiBase}
        </details>
      )}
    </>
  )
}
