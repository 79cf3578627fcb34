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

/** An error as data, for crossing between threads and processes, where classes do not survive. */
export interface ErrorData {
  /** Null: a programming error, not an expected failure. */
  readonly kind: EngineErrorKind | null
  readonly message: string
  readonly stack: string
}

export function errorToData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { kind: null, message: String(error), stack: '' }
  return { kind: error instanceof EngineError ? error.kind : null, message: error.message, stack: error.stack ?? '' }
}

/** Makes the error whole again, with the caller's place added so that a log tells who asked. */
export function errorFromData(data: ErrorData, asked: string): Error {
  const error = data.kind ? new EngineError(data.kind, data.message) : new Error(data.message)
  error.stack = `${data.stack}\n    asked by ${asked}`
  return error
}

/** SQLite's result codes (the extended ones begin with these) → our kinds. */
const kindOfCode: readonly (readonly [prefix: string, kind: EngineErrorKind])[] = [
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_IOERR_SHORT_READ', 'corrupt'],
  ['SQLITE_IOERR_DATA', 'corrupt'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR_WRITE', 'disk-full'],
  ['SQLITE_IOERR_SHMSIZE', 'disk-full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_CANTOPEN', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['EBUSY', 'locked'],
]

/**
 * The one place where a driver's or the file system's message becomes an error kind. What has no kind is a
 * programming error and is handed back as it is. A wrong key is told apart earlier, by the key check (`open.ts`):
 * to SQLite it looks like a damaged file. The file's name is kept, never its content.
 */
export function translateDriverError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const code = error.code
  const kind = kindOfCode.find(([prefix]) => code.startsWith(prefix))?.[1]
  return kind ? new EngineError(kind, `${code} in ${path.replace(/^.*[\\/]/, '')}`, { cause: error }) : error
}
