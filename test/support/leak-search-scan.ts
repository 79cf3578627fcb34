import { foldTable, type Pattern } from './leak-search-patterns.ts'

export interface Hit {
  readonly offset: number
  readonly pattern: Pattern
}

export type Scan = (bytes: Uint8Array) => Hit[]

const bits = 24
const length = 5

/** A number for five folded bytes: the last of them and the four before. */
const hash = (four: number, last: number) =>
  (Math.imul(four, 0x9e3779b1) ^ Math.imul(last + 1, 0x85ebca6b)) >>> (32 - bits)

interface Anchored {
  readonly pattern: Pattern
  readonly anchor: number
}

/** The numbers of each five bytes in a row. */
function fives(bytes: Uint8Array): number[] {
  const keys: number[] = []
  let four = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (at >= length - 1) keys.push(hash(four, byte))
    four = (four << 8) | byte
  }
  return keys
}

/** Ties each pattern to the five of its bytes that the fewest other patterns have. */
function anchored(patterns: readonly Pattern[]): Map<number, Anchored[]> {
  const counts = new Uint32Array(1 << bits)
  for (const { folded } of patterns) for (const key of fives(folded)) counts[key] = (counts[key] ?? 0) + 1
  const found = new Map<number, Anchored[]>()
  for (const pattern of patterns) {
    const keys = fives(pattern.folded)
    let anchor = 0
    for (const [at, key] of keys.entries()) {
      if ((counts[key] ?? 0) < (counts[keys[anchor] ?? 0] ?? 0)) anchor = at
    }
    const key = keys[anchor] ?? 0
    const list = found.get(key)
    if (list) list.push({ pattern, anchor })
    else found.set(key, [{ pattern, anchor }])
  }
  return found
}

function matches(bytes: Uint8Array, offset: number, { folded, exact }: Pattern): boolean {
  if (offset < 0 || offset + folded.length > bytes.length) return false
  for (let at = 0; at < folded.length; at++) {
    const byte = bytes[offset + at] ?? 0
    if (exact ? byte !== exact[at] : foldTable[byte] !== folded[at]) return false
  }
  return true
}

/**
 * Finds all patterns at once. Each place is first asked, by a number for five bytes, whether any pattern can lie
 * there: nearly everywhere the answer is no, so how many patterns there are hardly matters.
 */
export function createScan(patterns: readonly Pattern[]): Scan {
  const anchors = anchored(patterns)
  const possible = new Uint8Array(1 << (bits - 3))
  for (const key of anchors.keys()) possible[key >>> 3] = (possible[key >>> 3] ?? 0) | (1 << (key & 7))
  return (bytes) => {
    const hits: Hit[] = []
    let four = 0
    for (let at = 0; at < bytes.length; at++) {
      const byte = foldTable[bytes[at] ?? 0] ?? 0
      const key = hash(four, byte)
      if (((possible[key >>> 3] ?? 0) & (1 << (key & 7))) !== 0) {
        for (const { pattern, anchor } of anchors.get(key) ?? []) {
          const offset = at - length + 1 - anchor
          if (matches(bytes, offset, pattern)) hits.push({ offset, pattern })
        }
      }
      four = (four << 8) | byte
    }
    return hits
  }
}
