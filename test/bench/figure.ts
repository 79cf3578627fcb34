/** One measured figure, as one line of JSON. */
export interface Figure {
  readonly bench: string
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly goal: number
  /** What could not be beaten at the same work, measured in the same run; null when there is no such thing. */
  readonly limit: number | null
  /** What a straightforward way takes at the same work, in the same run. */
  readonly peer: number | null
  /** value / limit: lower is better. */
  readonly ratio: number | null
  readonly ok: boolean
}

export interface BenchOptions {
  readonly cases: number
}

/** A bench yields its figures as they are ready. */
export type Bench = (options: BenchOptions) => AsyncIterable<Figure>

export function figure(given: Omit<Figure, 'ratio' | 'ok' | 'unit'> & { unit?: string }): Figure {
  const round = (value: number) => Math.round(value * 100) / 100
  const { limit, peer, value } = given
  return {
    bench: given.bench,
    metric: given.metric,
    value: round(value),
    unit: given.unit ?? 'ms',
    goal: given.goal,
    limit: limit === null ? null : round(limit),
    peer: peer === null ? null : round(peer),
    ratio: limit === null || limit === 0 ? null : round(value / limit),
    ok: value <= given.goal,
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function milliseconds(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}
