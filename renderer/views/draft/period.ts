/** The period that chosen terms stand for: a term is a quarter, whatever its label's date is. */
import type { Term } from '../../../db/domain.ts'

export interface Period {
  readonly from: string
  readonly to: string
}

const two = (n: number) => String(n).padStart(2, '0')
const lastDay = (month: number) => (month === 6 || month === 9 ? 30 : 31)

/** From the first day of the first quarter to the last of the last, written `01.07.2024`; null without a quarter. */
export function periodOf(terms: readonly Pick<Term, 'year' | 'number'>[]): Period | null {
  const quarters = terms
    .filter(({ number }) => number >= 1 && number <= 4)
    .map(({ year, number }) => year * 4 + number - 1)
    .sort((a, b) => a - b)
  const first = quarters[0]
  const last = quarters.at(-1)
  if (first === undefined || last === undefined) return null
  const endMonth = (last % 4) * 3 + 3
  return {
    from: `01.${two((first % 4) * 3 + 1)}.${Math.floor(first / 4)}`,
    to: `${lastDay(endMonth)}.${two(endMonth)}.${Math.floor(last / 4)}`,
  }
}

/**
 * The dates after another choice of terms: filled in while they are empty or still the old choice's; what the
 * caseworker has typed stays.
 */
export function datesAfter(
  typed: { readonly fromDate: string; readonly toDate: string },
  before: readonly Term[],
  after: readonly Term[],
): { readonly fromDate: string; readonly toDate: string } {
  const old = periodOf(before)
  const next = periodOf(after)
  const free = (value: string, filled: string | undefined) => value.trim() === '' || value === filled
  return {
    fromDate: free(typed.fromDate, old?.from) ? (next?.from ?? '') : typed.fromDate,
    toDate: free(typed.toDate, old?.to) ? (next?.to ?? '') : typed.toDate,
  }
}
