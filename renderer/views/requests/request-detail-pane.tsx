import { useState } from 'react'
import { useStore } from 'zustand'
import type { RequestDetail } from '../../../db/domain.ts'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CaseNumber } from '../../parts/identifier.tsx'
import { formatMoment } from '../../text/format/dates.ts'
import { useNavigation, useStores, useText } from '../context.ts'
import { RequestStateTag } from '../request-state.tsx'
import { Changes } from './changes.tsx'
import { Colleagues } from './colleagues.tsx'
import { ConfirmWithdraw } from './confirm-withdraw.tsx'
import { RequestActions } from './request-actions.tsx'
import { Situation } from './situation.tsx'
import { useSubject } from './subject.ts'
import { Thread } from './thread.tsx'

/** The chosen request: where it is and why, what was written, what IMDi said, and what can be done. */
export function RequestDetailPane() {
  const text = useText()
  const store = useStores().requests
  const { detail, detailFailure, selectedId, refused } = useStore(store)
  const [asking, setAsking] = useState(false)
  if (selectedId === null) return <div className="tm-requests__detail tm-quiet">{text.requests.noneChosen}</div>
  if (detailFailure !== null) {
    return (
      <div className="tm-requests__detail">
        <Alert tone="danger" role="alert" title={`${text.requests.failedOne}.`}>
          {text.errors[detailFailure].body}
        </Alert>
      </div>
    )
  }
  if (detail === null) return <div className="tm-requests__detail" aria-busy="true" />
  return (
    <div className="tm-requests__detail">
      <Heading detail={detail} />
      <Situation request={detail} attempts={detail.attempts} />
      <Changes detail={detail} />
      <Colleagues colleagues={detail.colleagues} />
      <Letter detail={detail} />
      <Thread detail={detail} />
      <div role="alert">
        {refused === null ? null : (
          <Alert tone="danger" title={`${text.requests.notDone}. ${text.errors[refused.error].title}.`}>
            {text.errors[refused.error].body}
          </Alert>
        )}
      </div>
      <RequestActions request={detail} onWithdraw={() => setAsking(true)} />
      <ConfirmWithdraw
        open={asking}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void store.getState().act('withdraw', detail.id)
        }}
      />
    </div>
  )
}

function Heading({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const words = text.requests
  const store = useStores().requests
  const { go, replace } = useNavigation((now) => now)
  const subject = useSubject()
  const { regarding } = detail
  const back = () => {
    void store.getState().select(null)
    replace({ screen: 'requests', selected: null })
  }
  return (
    <header className="tm-requests__heading">
      <Button className="tm-requests__back" variant="tertiary" icon="ChevronLeft" onClick={back}>
        {words.back}
      </Button>
      <div className="tm-requests__title">
        <h2 id="tm-request-title" tabIndex={-1}>
          {detail.title === '' ? words.untitled : detail.title}
        </h2>
        <RequestStateTag request={detail} />
      </div>
      <div className="tm-quiet">
        {subject(detail)}
        {regarding.kind === 'case' && regarding.caseNumber !== '' ? (
          <>
            {' · '}
            {regarding.present ? (
              <button type="button" className="tm-link" onClick={() => go({ screen: 'case', id: regarding.id })}>
                <CaseNumber value={regarding.caseNumber} />
              </button>
            ) : (
              <CaseNumber value={regarding.caseNumber} />
            )}
          </>
        ) : null}
        {' · '}
        <span className="tm-digits">{words.wroteAt(formatMoment(detail.writtenAt))}</span>
        {detail.mine ? null : ` · ${words.colleague}`}
      </div>
    </header>
  )
}

/** The title and the note, as IMDi has them or will get them. */
function Letter({ detail }: { readonly detail: RequestDetail }) {
  const words = useText().requests.preview
  const { subject, noteText } = detail.preview
  return (
    <Card title={detail.mine ? words.title : words.theirs}>
      <div className="tm-requests__letter">
        {subject === '' || subject === detail.title ? null : <strong>{subject}</strong>}
        {noteText === '' ? (
          <p className="tm-quiet">{words.empty}</p>
        ) : (
          <div className="tm-requests__text">{noteText}</div>
        )}
      </div>
    </Card>
  )
}
