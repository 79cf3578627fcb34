/**
 * Norwegian order: æ, ø, å last, aa as å, case only as a tie-break. Values of digits and hyphens alone, which is
 * what identifiers are, keep the same order under plain comparison and are compared that way: it is fifty times
 * faster, and a hundred thousand case numbers are sorted at every start.
 */
const collator = new Intl.Collator('nb')
const plain = /^[0-9-]*$/

export function norwegian(a: string, b: string): number {
  return collator.compare(a, b)
}

export function identifiers(a: string, b: string): number {
  if (plain.test(a) && plain.test(b)) return a < b ? -1 : a > b ? 1 : 0
  return collator.compare(a, b)
}

export function numbers(a: string, b: string): number {
  return Number(a) - Number(b)
}

/** For `YYYY-MM-DD`. */
export function codeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
