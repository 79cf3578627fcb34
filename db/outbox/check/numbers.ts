/**
 * Numbers of persons in free text, with or without spaces: national identity numbers (11 digits, by NAV's validator,
 * which knows D-, H- and synthetic numbers and the rule of 2032) and DUF numbers (12 digits that begin with a year).
 */
import { idnr } from '@navikt/fnrvalidator'

export interface FoundNumber {
  readonly kind: 'national-id' | 'duf'
  readonly digits: string
  /** Tenor's test persons (month + 80). */
  readonly synthetic: boolean
  readonly start: number
  readonly end: number
}

/** Digits with single separators between; longer runs (case numbers, references) are looked into only at their ends. */
const runs = /\d(?:[ \u00a0\u2009\u202f.-]?\d)+/g

export function findNumbers(text: string): FoundNumber[] {
  const found: FoundNumber[] = []
  for (const match of text.matchAll(runs)) {
    const run = match[0]
    const digits = run.replace(/\D/g, '')
    const whole = classify(digits)
    if (whole) {
      found.push({ ...whole, start: match.index, end: match.index + run.length })
      continue
    }
    found.push(...inParts(run, match.index))
  }
  return found
}

/** `29.09.2021 01815012345`: neighbours parted by a space are tried alone and joined with those that follow. */
function inParts(run: string, offset: number): FoundNumber[] {
  const parts = [...run.matchAll(/[^ \u00a0\u2009\u202f]+/g)].map((m) => ({ text: m[0], start: m.index }))
  const found: FoundNumber[] = []
  for (let first = 0; first < parts.length; first++) {
    let digits = ''
    for (let last = first; last < parts.length && digits.length < 12; last++) {
      const part = parts[last]
      if (part === undefined) break
      digits += part.text.replace(/\D/g, '')
      const number = classify(digits)
      if (number === null) continue
      const start = offset + (parts[first]?.start ?? 0)
      found.push({ ...number, start, end: offset + part.start + part.text.length })
      first = last
      break
    }
  }
  return found
}

function classify(digits: string): Pick<FoundNumber, 'kind' | 'digits' | 'synthetic'> | null {
  if (digits.length === 11) {
    const result = idnr(digits)
    if (result.status !== 'valid') return null
    return { kind: 'national-id', digits, synthetic: result.type === 'tnr' || result.type === 'dnr-and-tnr' }
  }
  if (digits.length === 12 && /^(19[89]|20[0-4])\d/.test(digits)) return { kind: 'duf', digits, synthetic: false }
  return null
}

/** True for a number that only test persons have. A DUF number does not tell. */
export function isSynthetic(nationalId: string): boolean {
  if (!/^\d{11}$/.test(nationalId)) return false
  const result = idnr(nationalId)
  return result.status === 'valid' && (result.type === 'tnr' || result.type === 'dnr-and-tnr')
}
