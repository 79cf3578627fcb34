/**
 * Norwegian order: æ, ø, å last, aa as å, case only as a tie-break. Values of digits and hyphens alone, which is
 * what identifiers and dates are, have the same order under plain comparison and are compared that way (dictionary.ts):
 * it is many times faster, and a hundred thousand case numbers are sorted at every start.
 */
const collator = new Intl.Collator('nb')

export function norwegian(a: string, b: string): number {
  return collator.compare(a, b)
}

export function numbers(a: string, b: string): number {
  return Number(a) - Number(b)
}

/** For ids and `YYYY-MM-DD`. */
export function codeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
