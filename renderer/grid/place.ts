import type { ColumnState, GridApi } from 'ag-grid-community'
import type { GridPlace } from './column.ts'
import { actionColumn } from './options.ts'

/** Where the list is left: first row in sight, focused cell, and how the columns were set, in widths of text size 1. */
export function placeOf<Row>(grid: GridApi<Row>, scale: number): GridPlace {
  const focused = grid.getFocusedCell()
  return {
    topRow: Math.max(0, Math.round(grid.getVerticalPixelRange().top / (grid.getGridOption('rowHeight') ?? 32))),
    focusedRow: focused?.rowIndex ?? null,
    focusedColumn: focused?.column.getColId() ?? null,
    columns: grid.getColumnState().map((state) => ({ ...state, width: scaled(state, 1 / scale) })),
  }
}

export function restore<Row>(grid: GridApi<Row>, place: GridPlace, scale: number): void {
  if (isColumnState(place.columns)) {
    const state = place.columns.map((one) => ({
      colId: one.colId,
      width: scaled(one, scale),
      flex: one.flex ?? null,
    }))
    grid.applyColumnState({ state, applyOrder: true })
  }
  const last = grid.getDisplayedRowCount() - 1
  if (place.topRow > 0 && last > 0) grid.ensureIndexVisible(Math.min(place.topRow, last), 'top')
  if (place.focusedRow !== null && place.focusedColumn !== null) {
    grid.setFocusedCell(place.focusedRow, place.focusedColumn)
  }
}

/**
 * A new version may put rows in above those in sight. The row that was first in sight is found again when the rows
 * have come, and the list is moved under it; the focus follows its row, but is never taken from another control.
 * AG Grid answers undefined, in spite of its types, while nothing has had the focus yet.
 */
export function keepPlace<Row>(grid: GridApi<Row>): void {
  const focused = grid.getFocusedCell() ?? null
  const focusedId = focused === null ? undefined : grid.getDisplayedRowAtIndex(focused.rowIndex)?.id
  const topIndex = grid.getFirstDisplayedRowIndex()
  const topId = grid.getDisplayedRowAtIndex(topIndex)?.id
  const found = () => {
    const top = topId === undefined ? undefined : grid.getRowNode(topId)
    const row = focusedId === undefined ? undefined : grid.getRowNode(focusedId)
    if (top?.rowIndex != null && topIndex > 0 && top.rowIndex !== topIndex) grid.ensureIndexVisible(top.rowIndex, 'top')
    if (focused === null || row?.rowIndex == null || row.rowIndex === focused.rowIndex) return
    const inside = document.activeElement?.closest('.ag-row') != null
    if (inside) grid.setFocusedCell(row.rowIndex, focused.column)
  }
  grid.addEventListener('modelUpdated', found)
  setTimeout(() => {
    if (!grid.isDestroyed()) grid.removeEventListener('modelUpdated', found)
  }, 500)
}

/** Widths follow the text's size; the columns of check boxes and pencils hold no text. */
function scaled({ colId, width }: ColumnState, scale: number): number | null {
  if (width === undefined || width === null) return null
  return colId === actionColumn || colId.startsWith('ag-Grid') ? width : Math.round(width * scale)
}

function isColumnState(value: unknown): value is readonly ColumnState[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'colId' in one)
}
