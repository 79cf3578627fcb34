import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CaseRow } from '../../../db/domain.ts'
import { type CaseColumn, caseColumns as columnIds } from '../../../db/domain.ts'
import type { GridSort } from '../../grid/column.ts'
import { RowGrid, type RowGridHandle } from '../../grid/row-grid.tsx'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { pageSize } from '../../stores/cases.ts'
import { formatNumber } from '../../text/format/amounts.ts'
import { useApp, useCases, useNavigation, useSettings, useStores, useText } from '../context.ts'
import { copyText } from '../copy-text.ts'
import { caseColumns } from './columns.ts'
import { FilterRow } from './filter-row.tsx'
import { CasesFooter } from './footer.tsx'
import { hitsOf } from './hits.ts'
import { ListFailed, NoCases, SlowList } from './no-cases.tsx'
import { ReadingChips } from './reading-chips.tsx'
import './cases.css'

interface Props {
  /** Here to choose the case that a change request is about. */
  readonly choosing: boolean
}

/** Saker: the list is the product. */
export function CasesView({ choosing }: Props) {
  const text = useText()
  const stores = useStores()
  const list = useCases((store) => store.list)
  const failure = useCases((store) => store.failure)
  const municipality = useApp((store) => (store.state.phase === 'ready' ? store.state.municipality.name : ''))
  const search = useRef<HTMLInputElement>(null)
  const grid = useRef<RowGridHandle>(null)
  const [selected, setSelected] = useState<readonly CaseRow[]>([])
  useEffect(() => {
    void stores.cases.getState().load()
  }, [stores])
  useSearchKeys(search)
  const empty = list !== null && list.total === 0
  return (
    <div className="tm-page">
      <PageHeader
        title={text.cases.title}
        tags={<ReadingChips />}
        note={
          list === null ? undefined : (
            <span className="tm-digits">{text.cases.count(formatNumber(list.all), municipality)}</span>
          )
        }
      />
      {choosing ? <ChoosingHint /> : null}
      <FilterRow search={search} onDown={() => grid.current?.focus()} />
      {failure !== null ? <ListFailed failure={failure} /> : null}
      {list === null && failure === null ? <SlowList /> : null}
      {empty ? <NoCases /> : null}
      {list === null ? null : (
        <div className="tm-cases__grid" hidden={empty}>
          <CasesGrid grid={grid} onSelect={setSelected} />
        </div>
      )}
      <CasesFooter
        selected={selected}
        onCopy={() => grid.current?.copy()}
        onUnselect={() => grid.current?.unselect()}
      />
    </div>
  )
}

/** Leads one on who asked for a new change request and has not chosen its case yet. */
function ChoosingHint() {
  const text = useText()
  const letterKeys = useSettings((store) => store.settings.letterKeys)
  const replace = useNavigation((store) => store.replace)
  const { choosing } = text.cases
  return (
    <div className="tm-cases__choosing">
      <Alert
        tone="info"
        role="status"
        title={choosing.title}
        action={
          <Button variant="tertiary" small onClick={() => replace({ screen: 'cases' })}>
            {choosing.cancel}
          </Button>
        }
      >
        {letterKeys ? `${choosing.body} ${choosing.letter}` : choosing.body}
      </Alert>
    </div>
  )
}

interface GridProps {
  readonly grid: React.Ref<RowGridHandle>
  readonly onSelect: (rows: readonly CaseRow[]) => void
}

function CasesGrid({ grid, onSelect }: GridProps) {
  const text = useText()
  const stores = useStores()
  const list = useCases((store) => store.list)
  const listed = useCases((store) => store.listed)
  const density = useSettings((store) => store.settings.density)
  const go = useNavigation((store) => store.go)
  const [place] = useState(() => stores.cases.getState().place)
  const columns = useMemo(() => caseColumns(text), [text])
  const hits = useMemo(() => hitsOf(list?.reading ?? { kind: 'none' }), [list])
  const write = useCallback((row: CaseRow) => void stores.startDraft({ kind: 'case', id: row.id }), [stores])
  return (
    <RowGrid<CaseRow>
      key={density}
      ref={grid}
      label={text.cases.grid}
      columns={columns}
      rowId={(row) => row.id}
      fetch={stores.cases.getState().page}
      version={list}
      question={listed}
      total={list?.total ?? 0}
      pageSize={pageSize}
      hits={hits}
      sort={listed.sort}
      density={density}
      place={place}
      action={{
        header: text.cases.write,
        label: (row) => text.cases.writeFor(row.caseNumber),
        run: write,
      }}
      onSort={(sort) => stores.cases.getState().change({ sort: caseSort(sort) })}
      onOpen={(row) => go({ screen: 'case', id: row.id })}
      onKey={(key, row) => {
        if (key === 'e' && stores.settings.getState().settings.letterKeys) write(row)
      }}
      onSelect={onSelect}
      onCopy={(table, rows) => {
        const { done, failed } = stores.notices.getState()
        if (copyText(table)) done(text.cases.copied(formatNumber(rows), rows === 1))
        else failed('unexpected')
      }}
      onLeave={(left) => stores.cases.getState().leave(left)}
    />
  )
}

/** The grid names columns by text; only those of Saker are sorted by. */
function caseSort(sort: GridSort | null): { column: CaseColumn; descending: boolean } | null {
  const column = columnIds.find((id) => id === sort?.column)
  return sort === null || column === undefined ? null : { column, descending: sort.descending }
}

/** Ctrl+F goes to the search from wherever one is on the page. */
function useSearchKeys(search: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return
      event.preventDefault()
      search.current?.focus()
      search.current?.select()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [search])
}
