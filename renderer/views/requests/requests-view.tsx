import { useEffect } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { countGroups, requestGroups } from '../../stores/request-groups.ts'
import { shownRows } from '../../stores/requests.ts'
import { formatNumber } from '../../text/format/amounts.ts'
import { useNavigation, useStores, useText } from '../context.ts'
import { NewRequest } from './new-request.tsx'
import { RequestDetailPane } from './request-detail-pane.tsx'
import { RequestList } from './request-list.tsx'
import './requests.css'

/** Every change request: a list by whose move it is, and the chosen one in full beside it. */
export function RequestsView({ selected }: { readonly selected: string | null }) {
  const text = useText()
  const { requests: store, sync } = useStores()
  const state = useStore(store)
  const go = useNavigation((now) => now.go)
  const { phase, rows, filter, selectedId, detail, failure } = state

  useEffect(() => {
    void (async () => {
      await store.getState().load()
      const now = store.getState()
      const first = shownRows(now)[0]
      // On a narrow window the list is a page of its own, and nothing is chosen until somebody chooses.
      if (now.selectedId === null && first !== undefined && !isNarrow()) void now.select(first.id)
    })()
  }, [store])
  useEffect(() => {
    if (selected !== null && selected !== store.getState().selectedId) void store.getState().select(selected)
  }, [store, selected])

  const counts = countGroups(rows)
  const words = text.requests
  if (phase === 'failed' && failure !== null) {
    return (
      <EmptyState
        icon="ExclamationmarkTriangle"
        tone="danger"
        title={words.failed}
        alert
        actions={<Button onClick={() => void state.load()}>{text.errorActions.retry}</Button>}
      >
        <p>{text.errors[failure].title}</p>
        <p>{text.errors[failure].body}</p>
      </EmptyState>
    )
  }
  return (
    <div className="tm-page tm-requests" data-chosen={selectedId === null ? undefined : ''}>
      <PageHeader
        title={words.title}
        note={
          rows.length === 0
            ? undefined
            : words.count(formatNumber(rows.length), formatNumber(counts['waiting-for-you']))
        }
        actions={
          <>
            {counts['waiting-to-send'] === 0 ? null : (
              <Button icon="Paperplane" onClick={() => void sync.getState().now()}>
                {words.sendNow(formatNumber(counts['waiting-to-send']))}
              </Button>
            )}
            <NewRequest look={detail?.state === 'needs-decision' ? 'button' : 'primary'} />
          </>
        }
      />
      {phase === 'ready' && rows.length === 0 ? (
        <EmptyState
          icon="TasklistSend"
          title={words.empty.title}
          actions={<Button onClick={() => go({ screen: 'cases' })}>{words.empty.cases}</Button>}
        >
          <p>{words.empty.body}</p>
        </EmptyState>
      ) : (
        <>
          <fieldset className="tm-requests__filter" aria-label={words.filter}>
            <Chip pressed={filter === null} onPress={() => state.setFilter(null)} count={formatNumber(rows.length)}>
              {words.all}
            </Chip>
            {requestGroups.map((group) => (
              <Chip
                key={group}
                pressed={filter === group}
                onPress={() => state.setFilter(filter === group ? null : group)}
                count={formatNumber(counts[group])}
              >
                {words.groups[group]}
              </Chip>
            ))}
          </fieldset>
          <div className="tm-requests__columns" aria-busy={phase === 'loading'}>
            <RequestList />
            <RequestDetailPane />
          </div>
        </>
      )}
    </div>
  )
}

const isNarrow = () => window.matchMedia('(max-width: 900px)').matches
