/** Repeatable chance: the same seed and stream give the same values on every machine. */
export interface Random {
  /** [0, 1) */
  readonly next: () => number
  /** Whole number, both ends included. */
  readonly between: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly [T, ...T[]]) => T
}

/** Scrambles a 32-bit number; one-to-one, so distinct inputs stay distinct (see `unscramble`). */
export function scramble(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

/** The inverse of `scramble`. */
export function unscramble(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x43021123)
  x = Math.imul(x ^ (x >>> 15) ^ (x >>> 30), 0x1d69e2a5)
  return (x ^ (x >>> 16)) >>> 0
}

/** One 32-bit number from several. */
export function mix(...parts: readonly number[]): number {
  let h = 0x9e3779b9
  for (const part of parts) h = scramble(h ^ scramble((part + 0x85ebca6b) | 0))
  return h
}

/** [0, 1) from several numbers, without a stream. */
export const fraction = (...parts: readonly number[]): number => mix(...parts) / 4294967296

export function randomOf(...parts: readonly number[]): Random {
  let state = mix(...parts)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
  }
}
