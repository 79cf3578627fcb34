import type { ColDef, GridOptions } from 'ag-grid-community'
import { actionCell, markedText, pendingCell } from './cells.ts'
import type { GridColumn, GridSort } from './column.ts'
import { type Drawing, DrawnCell, type DrawnCellParams } from './drawn-cell.ts'
import type { Hits } from './hits.ts'
import { gridLocale } from './locale.ts'
import { styleNonce } from './nonce.ts'
import { gridTheme } from './theme.ts'

export const actionColumn = 'action'
/** So few that a new version of the list asks little again, so many that scrolling back a bit asks nothing. */
const blocksKept = 8

/** Our column as the grid takes it. `hits` is asked at every drawing, since the search changes under the columns. */
export function columnDef<Row>(
  column: GridColumn<Row>,
  scale: number,
  sort: GridSort | null,
  hits: () => Hits,
): ColDef<Row> {
  const width = Math.round(column.width * scale)
  const classes = [
    column.align === 'right' ? 'tm-grid__right' : '',
    column.digits === true ? 'tm-digits' : '',
    column.strong === true ? 'tm-grid__strong' : '',
  ]
  const drawing = (row: Row | undefined): Drawing => {
    if (row === undefined) return pending
    const found = hits()
    const its: Hits = found.kind === 'date' && column.dated !== true ? { kind: 'none' } : found
    const text = column.text(row)
    return {
      key: `${column.drawKey?.(row) ?? ''}${text}\n${hitsKey(its)}`,
      draw: () => (column.draw === undefined ? markedText(text, its) : column.draw(row, its)),
    }
  }
  return {
    colId: column.id,
    headerName: column.header,
    ...(column.flex === true ? { flex: 1, minWidth: width } : { width, minWidth: 40 }),
    sortable: column.sortable !== false,
    sort: sort?.column === column.id ? (sort.descending ? 'desc' : 'asc') : null,
    sortingOrder: ['asc', 'desc', null],
    cellClass: classes.filter(Boolean),
    headerClass: column.align === 'right' ? 'tm-grid__right-header' : '',
    valueGetter: ({ data }) => (data === undefined ? '' : column.text(data)),
    cellRenderer: DrawnCell,
    cellRendererParams: { drawing } satisfies DrawnCellParams<Row>,
  }
}

export function actionDef<Row>(
  rowId: (row: Row) => string,
  label: (row: Row) => string,
  run: (row: Row) => void,
  header: string,
): ColDef<Row> {
  return {
    colId: actionColumn,
    headerName: header,
    headerClass: 'tm-grid__action-header',
    pinned: 'right',
    width: 44,
    minWidth: 44,
    resizable: false,
    sortable: false,
    suppressMovable: true,
    lockPosition: 'right',
    cellClass: 'tm-grid__action-cell',
    valueGetter: ({ data }) => (data === undefined ? '' : label(data)),
    cellRenderer: DrawnCell,
    cellRendererParams: {
      drawing: (row) =>
        row === undefined ? pending : { key: rowId(row), draw: () => actionCell(label(row), () => run(row)) },
    } satisfies DrawnCellParams<Row>,
  }
}

/** What every list has in common. */
export function commonOptions<Row>(
  rowId: (row: Row) => string,
  initialRows: number,
  pageSize: number,
): GridOptions<Row> {
  return {
    theme: gridTheme,
    styleNonce: styleNonce(),
    localeText: gridLocale,
    rowModelType: 'infinite',
    cacheBlockSize: pageSize,
    maxBlocksInCache: blocksKept,
    maxConcurrentDatasourceRequests: 2,
    infiniteInitialRowCount: Math.max(1, initialRows),
    rowBuffer: 4,
    getRowId: ({ data }) => rowId(data),
    defaultColDef: { resizable: true, sortable: true },
    rowSelection: { mode: 'multiRow', checkboxes: true, headerCheckbox: false, enableClickSelection: false },
    selectionColumnDef: {
      headerName: gridLocale.selectionHeader ?? '',
      headerClass: 'tm-grid__action-header',
      width: 36,
      minWidth: 36,
      maxWidth: 36,
      pinned: 'left',
      resizable: false,
      sortable: false,
    },
    suppressCellFocus: false,
    suppressMultiSort: true,
    suppressNoRowsOverlay: true,
    suppressDragLeaveHidesColumns: true,
    animateRows: false,
  }
}

const pending: Drawing = { key: '\u0000', draw: pendingCell }

/** The same for two searches that mark the same. */
function hitsKey(hits: Hits): string {
  switch (hits.kind) {
    case 'none':
      return ''
    case 'words':
      return hits.words.join(' ')
    case 'digits':
      return hits.digits
    case 'date':
      return hits.text
  }
}
