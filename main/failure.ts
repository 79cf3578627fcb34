import { EngineError } from '../db/errors.ts'
import type { ErrorKind } from '../preload/result.ts'

/** An expected failure of the shell. `detail` names a file, folder or setting; it never holds personal data. */
export class ShellFailure extends Error {
  readonly kind: ErrorKind
  readonly detail: string

  constructor(kind: ErrorKind, detail = '', options?: ErrorOptions) {
    super(`${kind} ${detail}`.trim(), options)
    this.name = 'ShellFailure'
    this.kind = kind
    this.detail = detail
  }
}

/**
 * The one place where anything thrown becomes the bridge's words. A message from elsewhere is not passed on, since
 * it may quote a row or a token.
 */
export function toFailure(error: unknown): { readonly kind: ErrorKind; readonly detail: string } {
  if (error instanceof ShellFailure) return { kind: error.kind, detail: error.detail }
  if (error instanceof EngineError) return { kind: error.kind, detail: '' }
  return { kind: 'unexpected', detail: error instanceof Error ? error.name : '' }
}
