import { AG_GRID_LOCALE_NO } from '@ag-grid-community/locale'

/** Bokmål for the grid's own words, with the keys called what they are called on a Norwegian keyboard. */
export const gridLocale: Record<string, string> = {
  ...AG_GRID_LOCALE_NO,
  ariaRowToggleSelection: 'Trykk mellomrom for å velge eller velge bort raden',
  ariaRowSelect: 'Trykk mellomrom for å velge raden',
  ariaRowDeselect: 'Trykk mellomrom for å velge bort raden',
  ariaRowSelectAll: 'Trykk mellomrom for å velge eller velge bort alle rader',
  ariaSortableColumn: 'Trykk Enter for å sortere',
  ariaLabelLoadingOverlay: 'Henter rader',
  loadingOoo: 'Henter …',
  selectionHeader: 'Valgt',
  noRowsToShow: 'Ingen rader',
}
