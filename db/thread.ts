/** One worker thread, seen from outside: ask by name, get a promise. */
import { type Transferable, Worker } from 'node:worker_threads'
import { z } from 'zod'
import { errorData, trusted } from './crossing.ts'
import { EngineError, errorFromData } from './errors.ts'

/** What a role in a worker offers: functions by name, each with one argument. */
export type RoleApi = { readonly [name: string]: (args: never) => unknown }

export interface Thread<Api> {
  call<N extends keyof Api & string>(
    name: N,
    args: Api[N] extends (args: infer A) => unknown ? A : never,
    transfer?: readonly Transferable[],
  ): Promise<Api[N] extends (args: never) => infer R ? Awaited<R> : never>
  /** Lets the call under way finish and its files close, but not for long; calls still waiting are rejected. */
  end(): Promise<void>
}

const reply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('value'), id: z.number(), value: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.number(), error: errorData }),
])

/** What is stored is in a transaction, so a thread in the middle of a long statement may be cut off. */
const patienceMs = 1_000

/** `died`: the thread ended without being asked to. It is not replaced; who started it must begin anew. */
export function startThread<Api>(
  url: string,
  data: { readonly role: string; readonly options: object },
  died: (role: string) => void = () => {},
): Thread<Api> {
  const worker = new Worker(new URL(url), { workerData: data })
  const waiting = new Map<number, { resolve(v: unknown): void; reject(e: Error): void; asked: string }>()
  let last = 0
  let ended: Error | null = null
  let ending = false

  function fail(error: Error): void {
    ended ??= error
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
  }

  worker.on('message', (raw) => {
    const message = reply.parse(raw)
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'value') call?.resolve(message.value)
    else call?.reject(errorFromData(message.error, call.asked))
  })
  // An error that nobody caught is always followed by the exit.
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => {
    fail(new EngineError('engine-gone', `The ${data.role} thread ended`))
    if (!ending) died(data.role)
  })

  return {
    call: (name, args, transfer = []) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended)
          return
        }
        const id = ++last
        waiting.set(id, { resolve: (value) => resolve(trusted(value)), reject, asked: `${data.role}.${name}` })
        worker.postMessage({ id, name, args }, transfer)
      }),
    async end() {
      ending = true
      const exited = ended ? Promise.resolve() : new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.postMessage({ id: 0, name: 'end', args: null })
      const late = setTimeout(() => void worker.terminate(), patienceMs)
      await exited
      clearTimeout(late)
    },
  }
}
