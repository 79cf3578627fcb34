/**
 * The columns of Saker in memory, for every case: about 120 bytes a case beside the distinct values. It answers
 * which cases match, in which order, with which sums; the rows of a page come from SQLite by their `seq`.
 *
 * Rows stand in the order of case number, then id. That is the order of ties in every sort, so that a stable sort
 * by one column needs no second key.
 */
import { type CaseColumn, caseColumns } from '../../domain.ts'
import type { ReadDb } from '../../handles.ts'
import { columnKinds, type IndexRow } from './columns.ts'
import { createDictionary, type Dictionary } from './dictionary.ts'
import { codeUnits, identifiers } from './order.ts'
import { allLastPaid, allRows, type LastPaid, nothingPaid } from './read-rows.ts'

export interface Column {
  readonly dictionary: Dictionary
  /** Per row, the number of its value. */
  codes: Int32Array
}

export interface CaseIndex {
  size: number
  /** Per row, its `seq` in the replica. */
  seqs: Int32Array
  ids: string[]
  readonly columns: Readonly<Record<CaseColumn, Column>>
  /** Øre; a sum of a hundred thousand of them stays exact. */
  amounts: Float64Array
  /** Per row, the digits of case number, DUF number and national identity number, parted by `|`. */
  identifiers: string[]
}

export function buildIndex(replica: ReadDb): CaseIndex {
  const lastPaid = allLastPaid(replica)
  const rows: IndexRow[] = []
  for (const row of allRows(replica)) rows.push(row)
  rows.sort(inRowOrder)
  const index = emptyIndex(rows.length)
  rows.forEach((row, at) => {
    setRow(index, at, row, lastPaid.get(row.id) ?? nothingPaid)
  })
  return index
}

export function emptyIndex(size: number): CaseIndex {
  const column = (kind: CaseColumn): Column => ({
    dictionary: createDictionary(columnKinds[kind]),
    codes: new Int32Array(size),
  })
  return {
    size,
    seqs: new Int32Array(size),
    ids: new Array<string>(size),
    columns: {
      caseNumber: column('caseNumber'),
      familyName: column('familyName'),
      givenName: column('givenName'),
      dufNumber: column('dufNumber'),
      birthDate: column('birthDate'),
      type: column('type'),
      code: column('code'),
      grantYear: column('grantYear'),
      qualifyingDate: column('qualifyingDate'),
      settledDate: column('settledDate'),
      lastTerm: column('lastTerm'),
      lastPaymentDate: column('lastPaymentDate'),
      totalAmount: column('totalAmount'),
      status: column('status'),
      stopReason: column('stopReason'),
      openRequests: column('openRequests'),
    },
    amounts: new Float64Array(size),
    identifiers: new Array<string>(size),
  }
}

export function inRowOrder(
  a: { readonly case_number: string; readonly id: string },
  b: { readonly case_number: string; readonly id: string },
): number {
  return identifiers(a.case_number, b.case_number) || codeUnits(a.id, b.id)
}

/** Columns laid over the row from elsewhere. */
const laidOver: readonly CaseColumn[] = ['lastTerm', 'lastPaymentDate', 'openRequests']
const ownColumns = caseColumns.filter((column) => !laidOver.includes(column))

export function setRow(index: CaseIndex, at: number, row: IndexRow, paid: LastPaid): void {
  index.seqs[at] = row.seq
  index.ids[at] = row.id
  index.amounts[at] = row.total_amount
  index.identifiers[at] = `${digits(row.case_number)}|${digits(row.duf_number)}|${digits(row.national_id)}`
  for (const name of ownColumns) setValue(index.columns[name], at, columnKinds[name].of(row))
  setValue(index.columns.lastTerm, at, paid.term)
  setValue(index.columns.lastPaymentDate, at, paid.date)
}

export function setValue(column: Column, at: number, value: string): void {
  column.codes[at] = column.dictionary.add(value)
}

function digits(text: string): string {
  return text.replace(/\D/g, '')
}

/** Lays the number of open requests over the rows; cases not named have none. */
export function setOpenRequests(index: CaseIndex, open: ReadonlyMap<string, number>): void {
  const column = index.columns.openRequests
  column.codes.fill(0)
  if (open.size === 0) return
  for (let at = 0; at < index.size; at++) {
    const count = open.get(index.ids[at] ?? '')
    if (count !== undefined && count > 0) setValue(column, at, String(count))
  }
}
