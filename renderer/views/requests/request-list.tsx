import { useEffect, useId, useRef } from 'react'
import { useStore } from 'zustand'
import type { RequestSummary } from '../../../db/domain.ts'
import { StateIcon } from '../../parts/state.tsx'
import { groupRequests } from '../../stores/request-groups.ts'
import { shownRows } from '../../stores/requests.ts'
import { formatNumber } from '../../text/format/amounts.ts'
import { formatDay } from '../../text/format/dates.ts'
import { useNavigation, useStores, useText } from '../context.ts'
import { useRequestWord } from '../request-state.tsx'
import { useSubject } from './subject.ts'

const loud: readonly RequestSummary['state'][] = ['needs-decision', 'refused', 'rejected']

/** The list; arrows choose, Enter opens a draft in the form or moves on to the chosen request. */
export function RequestList() {
  const text = useText()
  const id = useId()
  const store = useStores().requests
  const { rows, filter, selectedId } = useStore(store)
  const { go, replace } = useNavigation((now) => now)
  const list = useRef<HTMLDivElement>(null)
  const groups = groupRequests(rows).filter(({ group }) => filter === null || filter === group)

  const choose = (chosen: string) => {
    replace({ screen: 'requests', selected: chosen })
    void store.getState().select(chosen)
  }
  const open = (row: RequestSummary) => {
    if (row.state === 'draft') return go({ screen: 'draft', id: row.id })
    document.getElementById('tm-request-title')?.focus()
  }
  const keyed = (event: React.KeyboardEvent) => {
    const order = shownRows(store.getState())
    const at = order.findIndex((row) => row.id === selectedId)
    const next =
      event.key === 'ArrowDown'
        ? order[at + 1]
        : event.key === 'ArrowUp'
          ? order[Math.max(0, at - 1)]
          : event.key === 'Home'
            ? order[0]
            : event.key === 'End'
              ? order.at(-1)
              : undefined
    if (next !== undefined) {
      event.preventDefault()
      return choose(next.id)
    }
    const chosen = order[at]
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      open(chosen)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen row is kept in sight when another is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [selectedId])

  if (groups.length === 0) {
    return <p className="tm-requests__list tm-requests__none">{rows.length === 0 ? '' : text.requests.emptyGroup}</p>
  }
  return (
    <div
      className="tm-requests__list"
      role="listbox"
      tabIndex={0}
      ref={list}
      aria-label={text.requests.list}
      aria-activedescendant={selectedId === null ? undefined : `${id}-${selectedId}`}
      onKeyDown={keyed}
    >
      {groups.map(({ group, rows: members }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group inside a listbox
        <div role="group" key={group} aria-labelledby={`${id}-${group}`}>
          <div className="tm-requests__group" id={`${id}-${group}`} role="presentation">
            {text.requests.groups[group]} <span className="tm-quiet">{formatNumber(members.length)}</span>
          </div>
          {members.map((row) => (
            <Row
              key={row.id}
              row={row}
              id={`${id}-${row.id}`}
              selected={row.id === selectedId}
              onChoose={() => choose(row.id)}
              onOpen={() => open(row)}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

interface RowProps {
  readonly row: RequestSummary
  readonly id: string
  readonly selected: boolean
  readonly onChoose: () => void
  readonly onOpen: () => void
}

function Row({ row, id, selected, onChoose, onOpen }: RowProps) {
  const text = useText()
  const word = useRequestWord()
  const subject = useSubject()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its chosen row
    <div
      role="option"
      id={id}
      aria-selected={selected}
      className="tm-requests__row"
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <StateIcon kind={row.state} />
      <div className="tm-requests__words">
        <div className="tm-requests__line">
          <strong title={row.title}>{row.title === '' ? text.requests.untitled : row.title}</strong>
          <span className="tm-digits tm-quiet">{formatDay(row.updatedAt)}</span>
        </div>
        <div className="tm-requests__line">
          <span className="tm-quiet">{subject(row)}</span>
          <span className={loud.includes(row.state) ? 'tm-tone-danger tm-requests__loud' : 'tm-quiet'}>
            {word(row)}
          </span>
        </div>
      </div>
    </div>
  )
}
