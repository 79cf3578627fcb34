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

/**
 * The columns of Saker, each with the width its longest usual text needs; what one looks for most comes first, so that
 * it is in sight in a window of 1280 px.
 */
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
  const caseNumber: Column = {
    id: 'caseNumber',
    header: headers.caseNumber,
    width: 184,
    digits: true,
    identifier: true,
    text: (row) => row.caseNumber,
    draw: (row, hits) => caseNumberCell(row.caseNumber, hits),
  }
  const dufNumber: Column = {
    id: 'dufNumber',
    header: headers.dufNumber,
    width: 126,
    digits: true,
    identifier: true,
    text: (row) => formatDuf(row.dufNumber),
    copy: (row) => row.dufNumber,
  }
  const grantYear: Column = {
    id: 'grantYear',
    header: headers.grantYear,
    width: 48,
    align: 'right',
    digits: true,
    text: (row) => (row.grantYear === null ? '' : String(row.grantYear)),
  }
  const totalAmount: Column = {
    id: 'totalAmount',
    header: headers.totalAmount,
    width: 156,
    align: 'right',
    digits: true,
    text: (row) => formatAmount(row.totalAmount),
    copy: (row) => excelNumber(row.totalAmount),
  }
  const status: Column = {
    id: 'status',
    header: headers.status,
    width: 104,
    text: (row) => caseStatusWord(text, row.status),
    drawKey: (row) => String(row.status.code),
    draw: (row, hits) => stateCell(caseStatusKind(row.status), caseStatusWord(text, row.status), hits),
  }
  const stopReason: Column = {
    id: 'stopReason',
    header: headers.stopReason,
    width: 148,
    text: (row) => (row.stopReason === null ? '' : stopReasonWord(text, row.stopReason)),
  }
  const openRequests: Column = {
    id: 'openRequests',
    header: headers.openRequests,
    width: 138,
    align: 'right',
    digits: true,
    text: (row) => (row.openRequests === 0 ? '' : formatNumber(row.openRequests)),
  }
  return [
    caseNumber,
    { id: 'familyName', header: headers.familyName, width: 112, strong: true, text: (row) => row.familyName },
    { id: 'givenName', header: headers.givenName, width: 104, strong: true, text: (row) => row.givenName },
    dufNumber,
    { id: 'type', header: headers.type, width: 140, text: (row) => typeWord(text, row.type) },
    grantYear,
    date('qualifyingDate', 150, (row) => row.qualifyingDate, true),
    totalAmount,
    status,
    stopReason,
    { id: 'code', header: headers.code, width: 78, text: (row) => row.code },
    date('birthDate', 100, (row) => row.birthDate),
    date('settledDate', 96, (row) => row.settledDate),
    { id: 'lastTerm', header: headers.lastTerm, width: 108, text: (row) => row.lastTerm },
    date('lastPaymentDate', 126, (row) => row.lastPaymentDate),
    openRequests,
  ]
}
