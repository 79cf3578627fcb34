import type { Hits } from './hits.ts'

/** One column of a list, told without the grid's own words. */
export interface GridColumn<Row> {
  readonly id: string
  readonly header: string
  /** px; `flex` columns take what is left over and no less than this. */
  readonly width: number
  readonly flex?: boolean
  readonly align?: 'right'
  /** Numbers, dates and ids: digits of one width. */
  readonly digits?: boolean
  readonly strong?: boolean
  readonly sortable?: boolean
  /** The text shown, searched, read aloud and copied. */
  readonly text: (row: Row) => string
  /** Drawn instead of the bare text. */
  readonly draw?: (row: Row, hits: Hits) => Node
  /** What else than the text decides how `draw` looks, such as a state's icon. */
  readonly drawKey?: (row: Row) => string
  /** For columns that hold what a date search looks for. */
  readonly dated?: boolean
  /** What the clipboard gets, where it differs from the text. */
  readonly copy?: (row: Row) => string
  /** Stays text in Excel (leading zeros, twelve digits). */
  readonly identifier?: boolean
}

export interface GridSort {
  readonly column: string
  readonly descending: boolean
}

export interface GridPlace {
  readonly topRow: number
  readonly focusedRow: number | null
  readonly focusedColumn: string | null
  /** What `placeOf` told: widths and order of the columns. */
  readonly columns: unknown
}
