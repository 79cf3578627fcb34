import type { Args, Bridge, CallName, EventName, Events, Value } from '../../preload/contract.ts'
import type { ErrorKind, Result } from '../../preload/result.ts'

type Handler<N extends CallName> = (args: Args<N>) => Promise<Result<Value<N>>>
export type Handlers = { [N in CallName]?: Handler<N> }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const failed = (kind: ErrorKind): Result<never> => ({ ok: false, error: { kind, detail: '' } })

export interface ScriptedBridge extends Bridge {
  /** Every call made, in order. */
  readonly calls: { readonly name: CallName; readonly args: unknown }[]
  readonly tell: <E extends EventName>(event: E, payload: Events[E]) => void
}

/** The window's bridge with answers given by a test; a call without an answer breaks the test. */
export function scriptedBridge(handlers: Handlers): ScriptedBridge {
  const calls: { name: CallName; args: unknown }[] = []
  const listeners: { [E in EventName]: Set<(payload: Events[E]) => void> } = {
    'app-state': new Set(),
    sync: new Set(),
    changed: new Set(),
  }
  return {
    calls,
    call: (name, args) => {
      calls.push({ name, args })
      const handler = handlers[name]
      if (handler === undefined) throw new Error(`no answer written for ${name}`)
      return handler(args)
    },
    on: (event, listener) => {
      listeners[event].add(listener)
      return () => listeners[event].delete(listener)
    },
    tell: (event, payload) => {
      for (const listener of listeners[event]) listener(payload)
    },
  }
}
