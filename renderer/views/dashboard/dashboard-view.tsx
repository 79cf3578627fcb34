import { useEffect, useState } from 'react'
import type { Dashboard } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { formatWeekday } from '../../text/format/dates.ts'
import { useApp, useDashboard, useStores, useSync, useText } from '../context.ts'
import { NewsCard } from './news-card.tsx'
import { RequestsCard } from './requests-card.tsx'
import { TermsCard } from './terms-card.tsx'
import { TodoCard } from './todo-card.tsx'
import './dashboard.css'

/** Oversikt: what waits for you, what is new, the year's terms, and all requests at the bottom. */
export function DashboardView() {
  const text = useText()
  const stores = useStores()
  const dashboard = useDashboard((store) => store.dashboard)
  const failure = useDashboard((store) => store.failure)
  const busy = useSync((store) => store.status?.phase !== 'idle')
  const userName = useApp((store) => (store.state.phase === 'ready' ? store.state.userName : ''))
  const municipality = useApp((store) => (store.state.phase === 'ready' ? store.state.municipality.name : ''))
  useEffect(() => {
    void stores.dashboard.getState().load()
  }, [stores])
  return (
    <div className="tm-page">
      <PageHeader
        title={text.dashboard.title}
        lead={text.dashboard.lead(
          userName,
          text.words.municipality(municipality),
          formatWeekday(new Date(), text.words.weekdays),
        )}
        actions={
          <Button icon="ArrowsCirclepath" disabled={busy} onClick={() => void stores.sync.getState().now()}>
            {text.dashboard.refresh}
          </Button>
        }
      />
      {dashboard === null ? (
        failure === null ? (
          <Loading />
        ) : (
          <EmptyState
            icon="ExclamationmarkTriangle"
            tone="danger"
            alert
            title={text.errors[failure].title}
            actions={
              <Button variant="primary" onClick={() => void stores.dashboard.getState().load()}>
                {text.errorActions.retry}
              </Button>
            }
          >
            <p>{text.errors[failure].body}</p>
          </EmptyState>
        )
      ) : (
        <Cards dashboard={dashboard} />
      )}
    </div>
  )
}

function Cards({ dashboard }: { readonly dashboard: Dashboard }) {
  return (
    <div className="tm-page__body">
      <div className="tm-dashboard">
        <TodoCard dashboard={dashboard} />
        <NewsCard sync={dashboard.lastSync} caseCount={dashboard.caseCount} />
        <TermsCard dashboard={dashboard} />
        <RequestsCard requests={dashboard.requests} />
      </div>
    </div>
  )
}

function Loading() {
  const text = useText()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="tm-page__body" role="status" aria-label={slow ? text.dashboard.loading : undefined}>
      {slow ? (
        <div className="tm-dashboard tm-dashboard--slow">
          <span />
          <span />
          <span />
          <span />
        </div>
      ) : null}
    </div>
  )
}
