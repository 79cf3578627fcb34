import type { GridApi, GridOptions } from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { GridColumn, GridPlace, GridSort } from './column.ts'
import type { Hits } from './hits.ts'
import { actionColumn, actionDef, columnDef, commonOptions } from './options.ts'
import { keepPlace, placeOf, restore } from './place.ts'
import { setUpGrid } from './setup.ts'
import { columnScales, rowHeights } from './theme.ts'
import { tsv } from './tsv.ts'
import './grid.css'

export interface RowGridHandle {
  /** Puts the focus on the row where it was, else on the first. */
  readonly focus: () => void
  readonly copy: () => void
  readonly unselect: () => void
}

interface Props<Row> {
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly rowId: (row: Row) => string
  /** Rows `from` up to, not including, `to`, with how many there are in all. */
  readonly fetch: (from: number, to: number) => Promise<{ readonly rows: readonly Row[]; readonly total: number }>
  /** A new value means a new version of the rows: they are asked for again, and scroll and selection stay. */
  readonly version: unknown
  /** A new value means another question: the list starts at its top. */
  readonly question: unknown
  readonly total: number
  /** Rows asked for at a time. */
  readonly pageSize: number
  readonly hits: Hits
  readonly sort: GridSort | null
  /** Read once: give the grid a `key` with it. */
  readonly density: keyof typeof rowHeights
  readonly place: GridPlace
  readonly action: { readonly header: string; readonly label: (row: Row) => string; readonly run: (row: Row) => void }
  readonly onSort: (sort: GridSort | null) => void
  readonly onOpen: (row: Row) => void
  /** Letter keys on a focused row; the view decides whether they are on. */
  readonly onKey: (key: string, row: Row) => void
  readonly onSelect: (rows: readonly Row[]) => void
  /** Rows as tab-separated text with their headings. */
  readonly onCopy: (text: string, rows: number) => void
  readonly onLeave: (place: GridPlace) => void
  readonly ref?: Ref<RowGridHandle>
}

/**
 * A list of any length over a query result with a version: it holds a few hundred rows and asks for the rest as it is
 * scrolled. The cells draw themselves without React, since a new search redraws some 400 of them and has 50 ms to do it.
 */
export function RowGrid<Row>(props: Props<Row>) {
  const host = useRef<HTMLDivElement>(null)
  const api = useRef<GridApi<Row> | null>(null)
  const latest = useRef(props)
  latest.current = props

  const [options] = useState(() => {
    setUpGrid()
    return optionsOf(latest, {
      ready: (grid) => {
        api.current = grid
        host.current?.querySelector('[role="grid"]')?.setAttribute('aria-label', props.label)
        restore(grid, props.place, columnScales[props.density])
      },
      leaving: (grid) => {
        latest.current.onLeave(placeOf(grid, columnScales[props.density]))
        api.current = null
      },
    })
  })

  useRefresh(api, props)
  useImperativeHandle(props.ref, () => ({
    focus: () => {
      const grid = api.current
      if (grid === null) return
      const row = grid.getFocusedCell()?.rowIndex ?? grid.getFirstDisplayedRowIndex()
      grid.ensureIndexVisible(row)
      grid.setFocusedCell(row, latest.current.columns[0]?.id ?? actionColumn)
    },
    copy: () => {
      if (api.current !== null) copyRows(api.current, latest.current)
    },
    unselect: () => api.current?.deselectAll(),
  }))

  return (
    <div className="tm-grid" ref={host}>
      <AgGridReact<Row> gridOptions={options} />
    </div>
  )
}

/** A new version keeps what is on screen; a new question goes to the top. */
function useRefresh<Row>(api: React.RefObject<GridApi<Row> | null>, props: Props<Row>) {
  const seen = useRef({ version: props.version, question: props.question })
  useEffect(() => {
    const before = seen.current
    seen.current = { version: props.version, question: props.question }
    const grid = api.current
    if (grid === null) return
    if (before.question !== props.question && grid.getDisplayedRowCount() > 0) grid.ensureIndexVisible(0, 'top')
    if (before.version === props.version) return
    if (before.question === props.question) keepPlace(grid)
    grid.refreshInfiniteCache()
  }, [api, props.version, props.question])
}

interface Life<Row> {
  readonly ready: (grid: GridApi<Row>) => void
  readonly leaving: (grid: GridApi<Row>) => void
}

/** Read once by the grid; what may change since is asked of `latest`. */
function optionsOf<Row>(latest: React.RefObject<Props<Row>>, life: Life<Row>): GridOptions<Row> {
  const first = latest.current
  return {
    ...commonOptions<Row>(first.rowId, first.total, first.pageSize),
    rowHeight: rowHeights[first.density],
    headerHeight: rowHeights[first.density],
    columnDefs: [
      ...first.columns.map((column) =>
        columnDef(column, columnScales[first.density], first.sort, () => latest.current.hits),
      ),
      actionDef<Row>(
        first.rowId,
        (row) => latest.current.action.label(row),
        (row) => latest.current.action.run(row),
        first.action.header,
      ),
    ],
    datasource: {
      getRows: ({ startRow, endRow, successCallback, failCallback }) => {
        latest.current.fetch(startRow, endRow).then(
          ({ rows, total }) => successCallback([...rows], total),
          () => failCallback(),
        )
      },
    },
    onGridReady: ({ api }) => life.ready(api),
    onGridPreDestroyed: ({ api }) => life.leaving(api),
    onSortChanged: ({ api }) => {
      const sorted = api.getColumnState().find((state) => state.sort === 'asc' || state.sort === 'desc')
      latest.current.onSort(sorted === undefined ? null : { column: sorted.colId, descending: sorted.sort === 'desc' })
    },
    onRowDoubleClicked: ({ data }) => {
      if (data !== undefined) latest.current.onOpen(data)
    },
    onSelectionChanged: ({ api }) => latest.current.onSelect(api.getSelectedRows()),
    onCellMouseOver: ({ event }) => {
      if (event?.target instanceof Element) tellWhole(event.target.closest('.ag-cell'))
    },
    onCellKeyDown: (event) => {
      const { data, event: pressed, api } = event
      if (!('column' in event) || !(pressed instanceof KeyboardEvent) || data === undefined) return
      if (pressed.key === 'Enter') {
        pressed.preventDefault()
        if (event.column.getColId() === actionColumn) latest.current.action.run(data)
        else latest.current.onOpen(data)
      } else if ((pressed.ctrlKey || pressed.metaKey) && pressed.key.toLowerCase() === 'c') {
        pressed.preventDefault()
        copyRows(api, latest.current)
      } else if (!pressed.ctrlKey && !pressed.altKey && !pressed.metaKey) {
        latest.current.onKey(pressed.key.toLowerCase(), data)
      }
    },
  }
}

/** A text that is cut is told in full under the pointer; asked of a cell when it is pointed at, to cost nothing before. */
function tellWhole(cell: Element | null) {
  if (!(cell instanceof HTMLElement)) return
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent.trim()
  else cell.removeAttribute('title')
}

/** The chosen rows, else the focused one, as a table for Excel. */
function copyRows<Row>(grid: GridApi<Row>, props: Props<Row>) {
  const chosen = grid.getSelectedRows()
  const focused = grid.getFocusedCell() ?? null
  const one = focused === null ? undefined : grid.getDisplayedRowAtIndex(focused.rowIndex)?.data
  const rows = chosen.length > 0 ? chosen : one === undefined ? [] : [one]
  if (rows.length === 0) return
  const columns = props.columns.map((column) => ({
    header: column.header,
    copy: column.copy ?? column.text,
    identifier: column.identifier ?? false,
  }))
  props.onCopy(tsv(columns, rows), rows.length)
}
