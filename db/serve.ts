/** The far end, in the engine's process: takes calls from the app and answers them with one device. */
import { engineCalls } from './calls.ts'
import type { EngineHost, Port, TokenAnswer } from './client-types.ts'
import { type FromEngine, type ToEngine, toEngine } from './crossing.ts'
import { createDevice, type Device } from './device.ts'
import { EngineError, errorToData } from './errors.ts'
import type { Log } from './log.ts'

export interface EngineDeps {
  readonly fetch: typeof fetch
  readonly now: () => Date
  readonly log: Log
  /** The engine can't go on: its process must end, so that the app starts another. */
  readonly died?: () => void
}

export function serveEngine(port: Port, deps: EngineDeps): void {
  let device: Device | null = null
  const tokens = new Map<number, (answer: TokenAnswer) => void>()
  let lastToken = 0

  const post = (message: FromEngine): void => port.post(message)

  const host: EngineHost = {
    token: (rejected) =>
      new Promise((resolve) => {
        const id = ++lastToken
        tokens.set(id, resolve)
        post({ type: 'token', id, rejected })
      }),
    sync: (status) => post({ type: 'sync', status }),
    changed: (topics) => post({ type: 'changed', topics }),
    who: (who) => post({ type: 'who', who }),
    noRole: () => post({ type: 'no-role' }),
  }

  async function answer(message: Exclude<ToEngine, { type: 'token' }>): Promise<unknown> {
    if (message.type === 'open') {
      if (device) throw new EngineError('not-allowed-now', 'The engine is open already')
      device = await createDevice(message.options, { ...deps, host })
      return null
    }
    if (message.type === 'close') {
      const closing = device
      device = null
      await closing?.close()
      return null
    }
    if (!device) throw new EngineError('not-open', `${message.name} before open`)
    return await device.call(message.name, engineCalls[message.name].args.parse(message.args))
  }

  port.listen((raw) => {
    const message = toEngine.parse(raw)
    if (message.type === 'token') {
      tokens.get(message.id)?.(message.answer)
      tokens.delete(message.id)
      return
    }
    answer(message).then(
      (value) => post({ type: 'value', id: message.id, value }),
      (error: unknown) => post({ type: 'error', id: message.id, error: errorToData(error) }),
    )
  })
  port.closed(() => {
    void device?.close()
    device = null
  })
}
