/** Expected failures of the engine. The window has one sentence for each. */
export const engineErrorKinds = [
  'wrong-key',
  'corrupt',
  'from-future',
  'locked',
  'disk-full',
  'read-only',
  'not-found',
  'stale-revision',
  'not-allowed-now',
  'not-open',
  'engine-gone',
] as const
export type EngineErrorKind = (typeof engineErrorKinds)[number]

/** An expected failure, thrown inside the engine and turned into a `Result` at the bridge. */
export class EngineError extends Error {
  readonly kind: EngineErrorKind

  constructor(kind: EngineErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EngineError'
    this.kind = kind
  }
}
