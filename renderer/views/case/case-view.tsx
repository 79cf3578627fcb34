import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { CaseDetail } from '../../../db/domain.ts'
import type { Municipality } from '../../../preload/contract.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { CaseNumber } from '../../parts/identifier.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { StateTag } from '../../parts/state.tsx'
import { caseStatusKind } from '../choices.ts'
import { useApp, useNavigation, useStores, useText } from '../context.ts'
import { useLetterKey } from '../use-letter-key.ts'
import { useTitleFocus } from '../use-title-focus.ts'
import { CasePager } from './case-pager.tsx'
import { statusSentence } from './case-words.ts'
import { Facts } from './facts.tsx'
import { timelineOf } from './grant-years.ts'
import { InPlainWords } from './in-plain-words.tsx'
import { PayoutsCard } from './payouts-card.tsx'
import { RelatedCard } from './related-card.tsx'
import { RequestsCard } from './requests-card.tsx'
import { TimelineCard } from './timeline-card.tsx'
import './case.css'

/** One case: the person, what stopped or was taken back, the grant years, every payout, the requests. */
export function CaseView({ id }: { readonly id: string }) {
  const text = useText()
  const store = useStores().case
  const { phase, detail, failure, reload } = useStore(store)
  const go = useNavigation((now) => now.go)
  const seen = useRef(false)
  useEffect(() => void store.getState().open(id), [store, id])

  const toCases = <Button onClick={() => go({ screen: 'cases' })}>{text.caseView.gone.back}</Button>
  if (phase === 'gone') {
    return (
      <EmptyState icon="Folder" tone="warning" title={text.caseView.gone.title} actions={toCases}>
        <p>{text.caseView.gone.body}</p>
      </EmptyState>
    )
  }
  if (phase === 'failed' && failure !== null) {
    const retry = <Button onClick={() => void reload()}>{text.errorActions.retry}</Button>
    return (
      <EmptyState icon="ExclamationmarkTriangle" tone="danger" title={text.caseView.failed} actions={retry} alert>
        <p>{text.errors[failure].title}</p>
        <p>{text.errors[failure].body}</p>
      </EmptyState>
    )
  }
  if (detail?.case.id === id) seen.current = true
  // While leafing, the case before stays for the moment it takes; on arrival from elsewhere nothing old is shown.
  if (detail === null || (detail.case.id !== id && !seen.current)) {
    return (
      <div className="tm-page" aria-busy="true">
        <span className="tm-hidden" role="status">
          {text.caseView.loading}
        </span>
      </div>
    )
  }
  return <Whole detail={detail} />
}

function Whole({ detail }: { readonly detail: CaseDetail }) {
  const text = useText()
  const { startDraft } = useStores()
  const own = useOwnMunicipality()
  const grantCase = detail.case
  const write = () => void startDraft({ kind: 'case', id: grantCase.id })
  useLetterKey('e', write)
  useTitleFocus()
  const body = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case is read from its top
  useEffect(() => body.current?.scrollTo(0, 0), [grantCase.id])
  const timeline = timelineOf(detail)
  const name = [grantCase.givenName, grantCase.familyName].filter((part) => part !== '').join(' ')
  return (
    <div className="tm-page tm-case">
      <PageHeader
        trail={<Trail caseNumber={grantCase.caseNumber} />}
        title={<span className="tm-case__name">{name === '' ? text.caseView.unnamed : name}</span>}
        tags={<StateTag kind={caseStatusKind(grantCase.status)}>{statusSentence(text, grantCase, own)}</StateTag>}
        actions={
          <>
            <CasePager id={grantCase.id} />
            <Button
              variant="primary"
              icon="Pencil"
              onClick={write}
              aria-keyshortcuts="E"
              title={`${text.caseView.write} (E)`}
            >
              {text.caseView.write}
            </Button>
          </>
        }
      />
      <div className="tm-page__body tm-case__body" ref={body}>
        <Facts grantCase={grantCase} own={own} />
        <InPlainWords detail={detail} timeline={timeline} own={own} />
        <TimelineCard detail={detail} timeline={timeline} />
        <PayoutsCard detail={detail} timeline={timeline} />
        <RelatedCard cases={detail.related} />
        <RequestsCard requests={detail.requests} />
      </div>
    </div>
  )
}

function Trail({ caseNumber }: { readonly caseNumber: string }) {
  const text = useText()
  const go = useNavigation((now) => now.go)
  return (
    <nav aria-label={text.caseView.trail}>
      <button type="button" className="tm-link" onClick={() => go({ screen: 'cases' })}>
        {text.caseView.cases}
      </button>
      <span aria-hidden="true"> › </span>
      <span aria-current="page">
        <CaseNumber value={caseNumber} />
      </span>
    </nav>
  )
}

function useOwnMunicipality(): Municipality | null {
  return useApp(({ state }) => (state.phase === 'ready' ? state.municipality : null))
}
