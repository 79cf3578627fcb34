/** The engine as the app's main process sees it. */
import type { CallArgs, CallResult, EngineCallName, EngineCalls } from './calls.ts'
import { engineCalls } from './calls.ts'
import type { SyncStatus, Topic } from './domain.ts'

/** A two-way pipe: a utility process's message port in the app, a pair of functions in a test. */
export interface Port {
  post(message: unknown): void
  listen(fn: (message: unknown) => void): void
  /** Called once when the other end is gone. */
  closed(fn: () => void): void
}

export type TokenAnswer = { readonly token: string } | { readonly token: null; readonly why: 'sign-in' | 'unreachable' }

/** What IMDi says about the user, read at the start of every sync. */
export interface Who {
  readonly name: string
  readonly roles: readonly string[]
  readonly municipalities: readonly {
    readonly id: string
    readonly number: string
    readonly name: string
    readonly apiBase: string
  }[]
}

export interface EngineHost {
  /** `rejected` is the token IMDi just answered 401 to, so that it is refreshed, else null. */
  token(rejected: string | null): Promise<TokenAnswer>
  sync(status: SyncStatus): void
  changed(topics: readonly Topic[]): void
  who(who: Who): void
  /** IMDi itself says that this user has no access here. What the roles opened has left, or leaves, this PC. */
  noRole?(): void
}

export interface OpenOptions {
  /** The folder of this user's files for this municipality; made when missing. */
  readonly folder: string
  /** 64 hex digits each. */
  readonly keys: { readonly replica: string; readonly work: string }
  readonly apiBase: string
  readonly municipalityId: string
  /** URL of the worker threads' entry (`out/db/worker.js`, or `db/worker.ts` under Node). */
  readonly workerUrl: string
  /** Path of the driver's `.node` file when not the prebuilt one. */
  readonly nativeBinding: string | null
  /** Synthetic identity numbers are expected and not warned about. Left out: when `apiBase` is this machine. */
  readonly testData?: boolean
}

export interface EngineClient {
  /** Rejects with an `EngineError`; nothing is deleted then. */
  open(options: OpenOptions): Promise<void>
  call<N extends EngineCallName>(name: N, args: CallArgs<EngineCalls[N]>): Promise<CallResult<EngineCalls[N]>>
  close(): Promise<void>
}

const isCallName = (name: string): name is EngineCallName => name in engineCalls

export const callNames = Object.keys(engineCalls).filter(isCallName)
