import type { CaseColumn, CaseRow } from '../../../db/domain.ts'
import { caseNumberCell, stateCell } from '../../grid/cells.ts'
import type { GridColumn } from '../../grid/column.ts'
import { formatAmount, formatKroner, formatNumber } from '../../text/format/amounts.ts'
import { formatDate } from '../../text/format/dates.ts'
import { formatDuf } from '../../text/format/identifiers.ts'
import type { Texts } from '../../text/index.ts'
import { caseStatusKind, caseStatusWord, stopReasonWord, typeWord } from '../choices.ts'

type Column = GridColumn<CaseRow> & { readonly id: CaseColumn }

/** Digits and a comma as Excel takes them for a number. */
const excelNumber = (ore: number) =>
  formatKroner(ore)
    .replace(/\u00a0/g, '')
    .replace('\u2212', '-')

/** The columns of Saker in their order, each with the width its longest usual text needs. */
export function caseColumns(text: Texts): readonly Column[] {
  const headers = text.cases.columns
  const date = (id: CaseColumn, width: number, of: (row: CaseRow) => string | null, dated = false): Column => ({
    id,
    header: headers[id],
    width,
    digits: true,
    dated,
    text: (row) => formatDate(of(row)),
  })
  return [
    {
      id: 'caseNumber',
      header: headers.caseNumber,
      width: 184,
      digits: true,
      identifier: true,
      text: (row) => row.caseNumber,
      draw: (row, hits) => caseNumberCell(row.caseNumber, hits),
    },
    { id: 'familyName', header: headers.familyName, width: 128, strong: true, text: (row) => row.familyName },
    { id: 'givenName', header: headers.givenName, width: 112, strong: true, text: (row) => row.givenName },
    {
      id: 'dufNumber',
      header: headers.dufNumber,
      width: 132,
      digits: true,
      identifier: true,
      text: (row) => formatDuf(row.dufNumber),
      copy: (row) => row.dufNumber,
    },
    date('birthDate', 100, (row) => row.birthDate),
    { id: 'type', header: headers.type, width: 158, text: (row) => typeWord(text, row.type) },
    { id: 'code', header: headers.code, width: 86, text: (row) => row.code },
    {
      id: 'grantYear',
      header: headers.grantYear,
      width: 56,
      align: 'right',
      digits: true,
      text: (row) => (row.grantYear === null ? '' : String(row.grantYear)),
    },
    date('qualifyingDate', 140, (row) => row.qualifyingDate, true),
    {
      id: 'totalAmount',
      header: headers.totalAmount,
      width: 166,
      align: 'right',
      digits: true,
      text: (row) => formatAmount(row.totalAmount),
      copy: (row) => excelNumber(row.totalAmount),
    },
    {
      id: 'status',
      header: headers.status,
      width: 108,
      text: (row) => caseStatusWord(text, row.status),
      draw: (row, hits) => stateCell(caseStatusKind(row.status), caseStatusWord(text, row.status), hits),
    },
    {
      id: 'stopReason',
      header: headers.stopReason,
      width: 148,
      text: (row) => (row.stopReason === null ? '' : stopReasonWord(text, row.stopReason)),
    },
    date('settledDate', 100, (row) => row.settledDate),
    { id: 'lastTerm', header: headers.lastTerm, width: 112, digits: true, text: (row) => row.lastTerm },
    date('lastPaymentDate', 132, (row) => row.lastPaymentDate),
    {
      id: 'openRequests',
      header: headers.openRequests,
      width: 138,
      align: 'right',
      digits: true,
      text: (row) => (row.openRequests === 0 ? '' : formatNumber(row.openRequests)),
    },
  ]
}
