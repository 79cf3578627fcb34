/** Synthetic identifiers with right check digits. Persons are Tenor-style only (month + 80): nobody has such a number. */

const two = (value: number) => String(value).padStart(2, '0')

function controlDigit(digits: string, weights: readonly number[], modulus = 11): number {
  let sum = 0
  for (const [at, weight] of weights.entries()) sum += weight * (digits.charCodeAt(at) - 48)
  return sum % modulus
}

/** The two check digits, or null when the nine digits cannot carry any (a computed 10). */
export function checkDigits(nine: string): string | null {
  const first = (11 - controlDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])) % 11
  if (first === 10) return null
  const second = (11 - controlDigit(nine + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11
  return second === 10 ? null : `${first}${second}`
}

/**
 * An eleven-digit number for a birth date. `bucket` (0–49) chooses ten of the date's individual numbers, so that two
 * persons with different date or bucket never share a number.
 */
export function syntheticNationalId(
  birth: { readonly year: number; readonly month: number; readonly day: number },
  female: boolean,
  bucket: number,
): string {
  const date = two(birth.day) + two(birth.month + 80) + two(birth.year % 100)
  const base = (birth.year >= 2000 ? 500 : 0) + bucket * 10
  for (let step = 0; step < 10; step++) {
    const even = female === step < 5
    const individual = base + (step % 5) * 2 + (even ? 0 : 1)
    const nine = date + String(individual).padStart(3, '0')
    const check = checkDigits(nine)
    if (check) return nine + check
  }
  throw new Error(`no number left for ${date} in bucket ${bucket}`)
}

/** Check number of a DUF: the public, reverse-engineered rule (UDI's own is not published). */
export const dufCheck = (ten: string): string => two(controlDigit(ten, [4, 6, 3, 2, 4, 6, 3, 2, 7, 5]))

/** Twelve digits: year of first application, six digits, check. With `valid` false the check is off by one. */
export function dufNumber(year: number, serial: number, valid: boolean): string {
  const ten = `${year}${String(serial % 1_000_000).padStart(6, '0')}`
  const check = Number(dufCheck(ten))
  return ten + two(valid ? check : (check + 1) % 11)
}

/**
 * A case number of the shape seen in the manual, `2020-2021202005963414`. Its tail looks like a DUF number but ends
 * above 10, which no DUF does: the app must treat it as opaque text.
 */
export function caseNumber(fromYear: number, toYear: number, index: number): string {
  const serial = (index * 7_654_321 + 596_343) % 89_000_000
  return `${fromYear}-${toYear}${fromYear}${String(Math.floor(serial / 89)).padStart(6, '0')}${11 + (serial % 89)}`
}
