/** The near end: turns calls into messages to the engine's process and answers back into promises. */
import type { EngineClient, EngineHost, Port } from './client-types.ts'
import { type FromEngine, fromEngine, type ToEngine, trusted } from './crossing.ts'
import { EngineError, errorFromData } from './errors.ts'

export type { EngineClient, EngineHost, OpenOptions, Port, TokenAnswer, Who } from './client-types.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
  readonly asked: string
}

export function connectEngine(port: Port, host: EngineHost): EngineClient {
  const waiting = new Map<number, Waiting>()
  let last = 0
  let gone = false

  const post = (message: ToEngine): void => port.post(message)

  function ask<T>(asked: string, message: (id: number) => ToEngine): Promise<T> {
    if (gone) return Promise.reject(new EngineError('engine-gone', `${asked}: the engine has ended`))
    const id = ++last
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: (value) => resolve(trusted<T>(value)), reject, asked })
      post(message(id))
    })
  }

  async function giveToken(id: number, rejected: string | null): Promise<void> {
    const answer = await host.token(rejected).catch(() => ({ token: null, why: 'unreachable' }) as const)
    post({ type: 'token', id, answer })
  }

  function settle(message: Extract<FromEngine, { type: 'value' | 'error' }>): void {
    const call = waiting.get(message.id)
    if (!call) return
    waiting.delete(message.id)
    if (message.type === 'value') call.resolve(message.value)
    else call.reject(errorFromData(message.error, call.asked))
  }

  port.listen((raw) => {
    const message = fromEngine.parse(raw)
    if (message.type === 'value' || message.type === 'error') settle(message)
    else if (message.type === 'token') void giveToken(message.id, message.rejected)
    else if (message.type === 'sync') host.sync(message.status)
    else if (message.type === 'changed') host.changed(message.topics)
    else if (message.type === 'who') host.who(message.who)
    else host.noRole?.()
  })
  port.closed(() => {
    gone = true
    for (const call of waiting.values()) call.reject(new EngineError('engine-gone', `${call.asked}: the engine ended`))
    waiting.clear()
  })

  return {
    open: (options) => ask('open', (id) => ({ type: 'open', id, options })),
    call: (name, args) => ask(name, (id) => ({ type: 'call', id, name, args })),
    close: () => ask('close', (id) => ({ type: 'close', id })),
  }
}
