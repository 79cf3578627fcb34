/** A cell's text as Excel should take it: one line, and an identifier that stays text instead of becoming a number. */
function cell(value: string, identifier: boolean): string {
  const line = value.replace(/[\t\r\n]+/g, ' ').replace(/[\u00a0\u202f]/g, ' ')
  if (identifier && line !== '') return `="${line.replace(/"/g, '""')}"`
  // A text that begins like a formula would be run by Excel.
  return /^[=+@]/.test(line) ? `'${line}` : line
}

export interface TsvColumn<Row> {
  readonly header: string
  readonly copy: (row: Row) => string
  readonly identifier?: boolean
}

/** Rows for the clipboard, one line each under a line of headings. */
export function tsv<Row>(columns: readonly TsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    columns.map((column) => cell(column.copy(row), column.identifier ?? false)).join('\t'),
  )
  return [columns.map((column) => column.header).join('\t'), ...lines].join('\r\n')
}
