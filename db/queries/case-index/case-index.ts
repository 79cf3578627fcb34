/**
 * The columns of Saker in memory, for every case: about 120 bytes a case beside the distinct values. It answers
 * which cases match, in which order, with which sums; the rows of a page come from SQLite by their `seq`.
 *
 * Rows stand in the order of case number, then id. That is the order of ties in every sort, so that a stable sort
 * by one column needs no second key.
 */
import { type CaseColumn, type Choice, caseColumns } from '../../domain.ts'
import type { ReadDb } from '../../handles.ts'
import { choiceCode, choiceText, columnKinds, type IndexRow, nationalIdKind } from './columns.ts'
import { createDictionary, type Dictionary } from './dictionary.ts'
import { codeUnits, norwegian } from './order.ts'
import { allLastPaid, allRows, countRows, type LastPaid, nothingPaid } from './read-rows.ts'
import { sorted } from './sort.ts'
import type { TextBlock } from './text-block.ts'

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
  /** Not a column of the list, but an identifier that digits find. */
  readonly nationalIds: Column
  readonly columns: Readonly<Record<CaseColumn, Column>>
  /** Øre; a sum of a hundred thousand of them stays exact. */
  amounts: Float64Array
  /** False until `layLastPaid`: the two columns are needed for few questions and cost as much as all others. */
  hasLastPaid: boolean
  /** Id → row; made when first asked for, dropped when rows move. */
  rowOfId: ReadonlyMap<string, number> | null
  /** `seq` → row, -1 for none; made and dropped likewise. */
  rowOfSeq: Int32Array | null
  /** Texts of columns where nearly every row has its own; made when searched, dropped when rows change. */
  blocks: { digits: TextBlock | null; shown: TextBlock | null }
}

export function buildIndex(replica: ReadDb): CaseIndex {
  return replica.snapshot(() => {
    const index = emptyIndex(countRows(replica))
    let at = 0
    for (const row of allRows(replica)) {
      setRow(index, at, row)
      at++
    }
    rearrange(index, rowOrder(index))
    return index
  })
}

export function emptyIndex(size: number): CaseIndex {
  const column = (kind: CaseColumn): Column => ({
    dictionary: createDictionary(columnKinds[kind]),
    codes: new Int32Array(size),
  })
  return {
    size,
    seqs: new Int32Array(size),
    ids: new Array<string>(size).fill(''),
    nationalIds: { dictionary: createDictionary(nationalIdKind), codes: new Int32Array(size) },
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
    hasLastPaid: false,
    rowOfId: null,
    rowOfSeq: null,
    blocks: { digits: null, shown: null },
  }
}

/** Every row's place: by case number, then id. Ranks are counted, so that the strings are sorted only once. */
function rowOrder(index: CaseIndex): Int32Array {
  const order = sorted(Int32Array.from(index.ids.keys()), index.columns.caseNumber, false)
  const numberOf = (place: number) => caseNumberAt(index, order[place] ?? 0)
  const compare = rowCompare(index)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && compare({ number: numberOf(from), id: '' }, { number: numberOf(to), id: '' }) === 0)
      to++
    if (to - from > 1) {
      order.set(
        [...order.subarray(from, to)].sort((a, b) => codeUnits(index.ids[a] ?? '', index.ids[b] ?? '')),
        from,
      )
    }
    from = to
  }
  return order
}

interface RowKey {
  readonly number: string
  readonly id: string
}

/** The order of rows. It agrees with a sort by the column, whichever way that compares. */
export function rowCompare(index: CaseIndex): (a: RowKey, b: RowKey) => number {
  const byNumber = index.columns.caseNumber.dictionary.digitsOnly() ? codeUnits : norwegian
  return (a, b) => byNumber(a.number, b.number) || codeUnits(a.id, b.id)
}

export function caseNumberAt(index: CaseIndex, at: number): string {
  return valueAt(index.columns.caseNumber, at)
}

export function valueAt({ codes, dictionary }: Column, at: number): string {
  return dictionary.value(codes[at] ?? 0)
}

/** Puts row `source[place]` at each place; a negative source leaves the place empty, to be set afterwards. */
export function rearrange(index: CaseIndex, source: Int32Array): void {
  index.size = source.length
  index.seqs = gathered(index.seqs, new Int32Array(source.length), source)
  index.amounts = gathered(index.amounts, new Float64Array(source.length), source)
  index.ids = gatheredTexts(index.ids, source)
  for (const column of [...Object.values(index.columns), index.nationalIds]) {
    column.codes = gathered(column.codes, new Int32Array(source.length), source)
  }
  index.blocks = { digits: null, shown: null }
  index.rowOfId = null
  index.rowOfSeq = null
}

function gathered<T extends Int32Array | Float64Array>(from: T, to: T, source: Int32Array): T {
  for (let at = 0; at < source.length; at++) {
    const old = source[at] ?? -1
    if (old >= 0) to[at] = from[old] ?? 0
  }
  return to
}

function gatheredTexts(from: readonly string[], source: Int32Array): string[] {
  const to = new Array<string>(source.length).fill('')
  for (let at = 0; at < source.length; at++) {
    const old = source[at] ?? -1
    if (old >= 0) to[at] = from[old] ?? ''
  }
  return to
}

/** Answers a case's type by its id; null for a case that is not here. */
export function typeReader(index: CaseIndex): (id: string) => Choice | null {
  index.rowOfId ??= new Map(index.ids.map((one, at) => [one, at]))
  const { rowOfId } = index
  const { codes, dictionary } = index.columns.type
  const choices: Choice[] = []
  for (let code = 0; code < dictionary.size; code++) {
    const key = dictionary.value(code)
    choices.push({ code: choiceCode(key), text: choiceText(key) })
  }
  return (id) => {
    const at = rowOfId.get(id)
    return at === undefined ? null : (choices[codes[at] ?? 0] ?? null)
  }
}

/** Columns laid over the row from elsewhere. */
const laidOver: readonly CaseColumn[] = ['lastTerm', 'lastPaymentDate', 'openRequests']
const ownColumns = caseColumns.filter((column) => !laidOver.includes(column))

export function setRow(index: CaseIndex, at: number, row: IndexRow): void {
  index.seqs[at] = row.seq
  index.ids[at] = row.id
  index.amounts[at] = row.total_amount
  setValue(index.nationalIds, at, row.national_id)
  for (const name of ownColumns) setValue(index.columns[name], at, columnKinds[name].of(row))
}

/** Lays each case's newest payment over the rows. */
export function layLastPaid(index: CaseIndex, replica: ReadDb): void {
  if (index.hasLastPaid) return
  const lastPaid = allLastPaid(replica)
  for (let at = 0; at < index.size; at++) setLastPaid(index, at, lastPaid.get(index.ids[at] ?? '') ?? nothingPaid)
  index.hasLastPaid = true
}

export function setLastPaid(index: CaseIndex, at: number, paid: LastPaid): void {
  setValue(index.columns.lastTerm, at, paid.term)
  setValue(index.columns.lastPaymentDate, at, paid.date)
}

/** Answers a case's newest payment by its `seq`; null for a case that is not here. */
export function lastPaidReader(index: CaseIndex): (seq: number) => LastPaid | null {
  index.rowOfSeq ??= rowsBySeq(index.seqs)
  const { rowOfSeq } = index
  const { lastTerm, lastPaymentDate } = index.columns
  return (seq) => {
    const at = rowOfSeq[seq] ?? -1
    return at < 0 ? null : { term: valueAt(lastTerm, at), date: valueAt(lastPaymentDate, at) }
  }
}

function rowsBySeq(seqs: Int32Array): Int32Array {
  let highest = 0
  for (let at = 0; at < seqs.length; at++) highest = Math.max(highest, seqs[at] ?? 0)
  const rows = new Int32Array(highest + 1).fill(-1)
  for (let at = 0; at < seqs.length; at++) rows[seqs[at] ?? 0] = at
  return rows
}

function setValue(column: Column, at: number, value: string): void {
  column.codes[at] = column.dictionary.add(value)
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
