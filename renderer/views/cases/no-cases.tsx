import { useEffect, useState } from 'react'
import type { ErrorKind } from '../../../preload/result.ts'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatNumber } from '../../text/format/amounts.ts'
import { useCases, useStores, useText } from '../context.ts'
import { filtered, filterWords } from './filters.ts'

/** Nothing found: what was looked through, which filters are on, and the ways out. */
export function NoCases() {
  const text = useText()
  const { change, type, clearFilters } = useStores().cases.getState()
  const query = useCases((store) => store.listed)
  const list = useCases((store) => store.list)
  const terms = useCases((store) => store.terms)
  if (list === null) return null
  const { empty } = text.cases
  if (list.all === 0) {
    return (
      <EmptyState icon="Folder" title={empty.noneTitle}>
        <p>{empty.noneBody}</p>
      </EmptyState>
    )
  }
  const search = query.search.trim()
  const filters = filterWords(text, query, list, terms).map((word) => `«${word}»`)
  const dated = list.reading.kind === 'date'
  return (
    <EmptyState
      icon="MagnifyingGlass"
      title={search === '' ? empty.titleFilters : empty.title(search)}
      actions={
        <>
          {dated ? (
            <Button variant="primary" onClick={() => change({ asText: true })}>
              {empty.asTextButton(search)}
            </Button>
          ) : null}
          {filtered(query) ? <Button onClick={clearFilters}>{text.cases.clearFilters}</Button> : null}
          {search === '' ? null : <Button onClick={() => type('')}>{text.cases.clearSearch}</Button>}
        </>
      }
    >
      <p>
        {empty.body(formatNumber(list.all))}
        {filters.length === 0 || search === '' ? null : ` ${empty.filtersOn(filters.join(', '), filters.length === 1)}`}
      </p>
      {dated ? <p>{empty.asText}</p> : null}
    </EmptyState>
  )
}

export function ListFailed({ failure }: { readonly failure: ErrorKind }) {
  const text = useText()
  const { load } = useStores().cases.getState()
  return (
    <div className="tm-page__body">
      <Alert
        tone="danger"
        role="alert"
        title={`${text.cases.failed}.`}
        action={
          <Button variant="tertiary" small onClick={() => void load()}>
            {text.errorActions.retry}
          </Button>
        }
      >
        {text.errors[failure].body}
      </Alert>
    </div>
  )
}

/** Grey rows, but only where 300 ms were not enough. */
export function SlowList() {
  const text = useText()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="tm-cases__slow" role="status" aria-label={slow ? text.cases.loading : undefined}>
      {slow ? Array.from({ length: 12 }, (_, row) => `row-${row}`).map((key) => <span key={key} />) : null}
    </div>
  )
}
