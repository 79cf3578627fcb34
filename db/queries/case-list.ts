/**
 * One list of cases: a query's result with its totals, sums and facets, found once and kept under a version so that
 * every page of it belongs together.
 */
import type { CaseQuery } from '../calls.ts'
import type { CaseList, Facet, SearchReading } from '../domain.ts'
import type { CaseIndex, Column } from './case-index/case-index.ts'
import { choiceCode, choiceText } from './case-index/columns.ts'
import { match } from './case-index/match.ts'
import { sorted } from './case-index/sort.ts'

export interface FoundCases {
  readonly list: Omit<CaseList, 'version'>
  /** `seq` of every row found, in order. */
  readonly seqs: Int32Array
}

/** Rows that filters outside the index allow (a term, a sync's changes); null allows all. */
export type RowFilter = Uint8Array | null

export function findCases(
  index: CaseIndex,
  query: Pick<CaseQuery, 'types' | 'grantYears' | 'statuses' | 'sort'>,
  reading: SearchReading,
  outside: readonly RowFilter[],
): FoundCases {
  const found = both([match(index, reading), ...outside])
  const { type, grantYear, status } = index.columns
  const typeAllowed = allowed(type, query.types, choiceCode)
  const yearAllowed = allowed(grantYear, query.grantYears, yearOf)
  const statusAllowed = allowed(status, query.statuses, choiceCode)
  const types = tally(type)
  const years = tally(grantYear)
  const statuses = tally(status)

  const rows = new Int32Array(index.size)
  let total = 0
  let sum = 0
  for (let row = 0; row < index.size; row++) {
    if (found !== null && found[row] !== 1) continue
    const t = type.codes[row] ?? 0
    const y = grantYear.codes[row] ?? 0
    const s = status.codes[row] ?? 0
    const typeFits = typeAllowed === null || typeAllowed[t] === 1
    const yearFits = yearAllowed === null || yearAllowed[y] === 1
    const statusFits = statusAllowed === null || statusAllowed[s] === 1
    const amount = index.amounts[row] ?? 0
    if (yearFits && statusFits) add(types, t, amount)
    if (typeFits && statusFits) add(years, y, amount)
    if (typeFits && yearFits) add(statuses, s, amount)
    if (!typeFits || !yearFits || !statusFits) continue
    rows[total++] = row
    sum += amount
  }
  const inRowOrder = rows.subarray(0, total)
  const order = query.sort ?? { column: 'caseNumber' as const, descending: false }
  return {
    list: {
      reading,
      total,
      all: index.size,
      sum,
      types: facets(type, types, choiceCode, choiceText),
      grantYears: facets(grantYear, years, yearOf, (value) => value),
      statuses: facets(status, statuses, choiceCode, choiceText),
    },
    seqs: sorted(inRowOrder, index.columns[order.column], order.descending).map((row) => index.seqs[row] ?? 0),
  }
}

const yearOf = (value: string): number | null => (value === '' ? null : Number(value))

/** Per number of the dictionary 1 when a filter allows it; null when there is no filter. */
function allowed<V>(column: Column, wanted: readonly V[], parse: (value: string) => V): Uint8Array | null {
  if (wanted.length === 0) return null
  const flags = new Uint8Array(column.dictionary.size)
  for (let code = 0; code < flags.length; code++) {
    if (wanted.includes(parse(column.dictionary.value(code)))) flags[code] = 1
  }
  return flags
}

function both(filters: readonly RowFilter[]): RowFilter {
  let result: Uint8Array | null = null
  for (const filter of filters) {
    if (filter === null) continue
    if (result === null) result = filter.slice()
    else for (let row = 0; row < result.length; row++) result[row] = (result[row] ?? 0) & (filter[row] ?? 0)
  }
  return result
}

interface Tally {
  readonly counts: Int32Array
  readonly sums: Float64Array
}

function tally(column: Column): Tally {
  const size = column.dictionary.size
  return { counts: new Int32Array(size), sums: new Float64Array(size) }
}

function add(into: Tally, code: number, amount: number): void {
  into.counts[code] = (into.counts[code] ?? 0) + 1
  into.sums[code] = (into.sums[code] ?? 0) + amount
}

/**
 * Per value that any case has, what choosing it alone would leave, given the search and the *other* filters. Values
 * with nothing left stay in the list with 0, so that chips do not jump about while one types.
 */
function facets<V extends number | null>(
  column: Column,
  found: Tally,
  parse: (value: string) => V,
  textOf: (value: string) => string,
): Facet<V>[] {
  const { dictionary, codes } = column
  const present = new Uint8Array(dictionary.size)
  for (let row = 0; row < codes.length; row++) present[codes[row] ?? 0] = 1
  const byValue = new Map<V, { text: string; count: number; sum: number }>()
  for (let code = 0; code < present.length; code++) {
    if (present[code] !== 1) continue
    const value = parse(dictionary.value(code))
    const facet = byValue.get(value) ?? { text: textOf(dictionary.value(code)), count: 0, sum: 0 }
    facet.count += found.counts[code] ?? 0
    facet.sum += found.sums[code] ?? 0
    byValue.set(value, facet)
  }
  return [...byValue]
    .map(([value, facet]) => ({ value, ...facet }))
    .sort((a, b) => (a.value ?? Number.MAX_SAFE_INTEGER) - (b.value ?? Number.MAX_SAFE_INTEGER))
}
