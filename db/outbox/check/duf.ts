/** DUF numbers: 12 digits; the last two check the first ten (SSB Kostra, `isValidDUFnr`). UDI's own sample fails: warn only. */
const weights = [4, 6, 3, 2, 4, 6, 3, 2, 7, 5]

/** `digits` is twelve digits. */
export function dufCheckHolds(digits: string): boolean {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return Number(digits.slice(10)) === sum % 11
}
