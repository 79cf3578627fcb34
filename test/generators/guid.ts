import { mix, scramble, unscramble } from './random.ts'

const twoDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Four hexadecimal digits; from a table, since a big municipality asks for millions of keys. */
const four = (value: number) => `${twoDigits[(value >>> 8) & 255]}${twoDigits[value & 255]}`

/**
 * A GUID that looks random and still tells which row it is, so that a row can be made again from its key alone
 * instead of being kept in memory. `space` keeps tables and municipalities apart, `part` numbers what belongs to
 * one `index` (a case's payouts), 0–4095.
 */
export function guidOf(space: number, index: number, part = 0): string {
  const first = scramble(index ^ space)
  const second = (mix(space, first) & 0xfff) ^ part
  const a = mix(space, first, second, 1)
  const b = mix(space, first, second, 2)
  const variant = 0x8000 | (a & 0x3fff)
  const start = `${four(first >>> 16)}${four(first)}-${four(a >>> 16)}-${four(0x4000 | second)}-${four(variant)}`
  return `${start}-${four(b >>> 16)}${four(b)}${four(mix(b))}`
}

/** The reverse of `guidOf`; null when the GUID was not made for this space. */
export function readGuid(space: number, guid: string): { readonly index: number; readonly part: number } | null {
  const first = Number.parseInt(guid.slice(0, 8), 16)
  const second = Number.parseInt(guid.slice(15, 18), 16)
  if (Number.isNaN(first) || Number.isNaN(second)) return null
  const index = (unscramble(first) ^ space) >>> 0
  const part = second ^ (mix(space, first) & 0xfff)
  return guidOf(space, index, part) === guid ? { index, part } : null
}
