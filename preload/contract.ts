/** Everything that crosses between the window and the rest: each call with its arguments' schema and its result. */
import { z } from 'zod'
import { type CallArgs, type CallResult, call, engineCalls, nothing } from '../db/calls.ts'
import type { SyncStatus, Topic } from '../db/domain.ts'
import type { ErrorKind, Result } from './result.ts'

/** A municipality the user serves; files are named by `id` since numbers and names change. */
export interface Municipality {
  readonly id: string
  readonly number: string
  readonly name: string
}

/** The user last seen on this PC, who may go on without a network. */
export interface KnownUser {
  readonly name: string
  readonly municipality: Municipality
  readonly lastSyncedAt: string | null
  /** False when the offline period has run out: sign-in is needed to see rows. */
  readonly offlineAllowed: boolean
}

export type AppState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'signed-out'; readonly known: KnownUser | null; readonly failure: ErrorKind | null }
  | { readonly phase: 'signing-in'; readonly known: KnownUser | null }
  | { readonly phase: 'choose-municipality'; readonly municipalities: readonly Municipality[] }
  | {
      readonly phase: 'ready'
      /** Tells one user from another and nothing else: a hash of this installation's. */
      readonly user: string
      readonly userName: string
      readonly municipality: Municipality
      readonly municipalities: readonly Municipality[]
      readonly roles: readonly string[]
      /** False when there is no valid session: everything works, only sync waits for sign-in. */
      readonly signedIn: boolean
    }
  | { readonly phase: 'no-role'; readonly userName: string; readonly municipality: string }
  /** `detail` is the file or folder it is about and what is wrong with it, in Norwegian, or empty. */
  | { readonly phase: 'failed'; readonly failure: ErrorKind; readonly detail: string }

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['sm', 'md', 'lg']),
  language: z.enum(['nb']),
  letterKeys: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly apiBase: string
  readonly issuer: string
  /** Loopback addresses, or configured so by IT: the window shows TESTDATA. */
  readonly testData: boolean
  readonly dataFolder: string
}

const shellCalls = {
  'app.state': call(nothing)<AppState>(),
  'app.info': call(nothing)<AppInfo>(),
  'settings.get': call(nothing)<Settings>(),
  'settings.set': call(settingsSchema)<null>(),
  /** Opens the system browser; answers when the browser has been asked to open. The outcome comes as `app-state`. */
  'session.signIn': call(nothing)<null>(),
  'session.cancelSignIn': call(nothing)<null>(),
  /** Opens the known user's files without signing in; in phase `failed` it tries the start again. */
  'session.continueOffline': call(nothing)<null>(),
  'session.chooseMunicipality': call(z.strictObject({ id: z.guid() }))<null>(),
  /** `wipe` deletes this user's files and keys on this PC, unsent drafts included. */
  'session.signOut': call(z.strictObject({ wipe: z.boolean() }))<null>(),
} as const

export const contract = { ...engineCalls, ...shellCalls } as const

export type Contract = typeof contract
export type CallName = keyof Contract
export type Args<N extends CallName> = CallArgs<Contract[N]>
export type Value<N extends CallName> = CallResult<Contract[N]>

export interface Events {
  readonly 'app-state': AppState
  readonly sync: SyncStatus
  readonly changed: readonly Topic[]
}
export type EventName = keyof Events

/** What the preload script puts on `window.tilskuddsmappen`. */
export interface Bridge {
  readonly call: <N extends CallName>(name: N, args: Args<N>) => Promise<Result<Value<N>>>
  /** Returns the function that ends the subscription. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void
}
