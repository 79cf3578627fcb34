import type { EngineErrorKind } from '../db/errors.ts'

/** Why a call failed. The window has a sentence for each; `detail` is for the log and never holds personal data. */
export type ErrorKind =
  | EngineErrorKind
  | 'bad-arguments'
  | 'refused-sender'
  | 'not-signed-in'
  | 'keychain-missing'
  | 'keychain-silent'
  | 'key-missing'
  | 'unreachable'
  | 'sign-in-failed'
  | 'sign-in-cancelled'
  | 'config-missing'
  | 'config-invalid'
  | 'folder-refused'
  | 'unexpected'

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly kind: ErrorKind; readonly detail: string } }
