import type { TermTotals } from '../../../db/domain.ts'

export interface TypeColumn {
  readonly code: number
  readonly text: string
}

export interface YearSums {
  /** The types that were paid in any of the terms, in IMDi's order of codes. */
  readonly types: readonly TypeColumn[]
  readonly count: number
  readonly sum: number
  readonly byType: ReadonlyMap<number, number>
}

/** The bottom line of the year's terms. Amounts in øre. */
export function yearSums(terms: readonly TermTotals[]): YearSums {
  const types = new Map<number, TypeColumn>()
  const byType = new Map<number, number>()
  let count = 0
  let sum = 0
  for (const totals of terms) {
    count += totals.count
    sum += totals.sum
    for (const facet of totals.byType) {
      types.set(facet.value, { code: facet.value, text: facet.text })
      byType.set(facet.value, (byType.get(facet.value) ?? 0) + facet.sum)
    }
  }
  return { types: [...types.values()].sort((a, b) => a.code - b.code), count, sum, byType }
}
