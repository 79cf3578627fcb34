import type { CallArgs, CallResult, EngineCallName, EngineCalls } from '../db/calls.ts'
import { connectEngine, type EngineClient, type EngineHost, type OpenOptions } from '../db/client.ts'
import { EngineError } from '../db/errors.ts'
import { after } from './after.ts'
import type { EngineProcess } from './engine-process.ts'
import type { Log } from './log.ts'

/** The engine in its own process, kept running under the open window. */
export interface EngineControl {
  /**
   * Starts the process and opens the files; rejects with an `EngineError`. `lost` is called when it keeps ending, or
   * when the files can't be opened again after it ended.
   */
  open(options: OpenOptions, host: EngineHost, lost: (error: unknown) => void): Promise<void>
  call<N extends EngineCallName>(name: N, args: CallArgs<EngineCalls[N]>): Promise<CallResult<EngineCalls[N]>>
  /** Answers when the process is gone: closed in order when it can be in time, else killed. */
  close(): Promise<void>
}

interface Running {
  readonly process: EngineProcess
  readonly client: EngineClient
  /** When the files are open. */
  readonly ready: Promise<void>
}

/** So many restarts within this time mean that a further one will not help. */
const maxRestarts = 3
const restartWindowMs = 5 * 60 * 1000
/** Drafts being saved are waited for, and the files closed, each so long; two seconds after quitting all is gone. */
const savedWithinMs = 400
const closeWithinMs = 400

export function createEngineControl(start: () => EngineProcess, log: Log): EngineControl {
  let running: Running | null = null
  let restarts: number[] = []
  const saving = new Set<Promise<unknown>>()

  const begin = (options: OpenOptions, host: EngineHost): Running => {
    const process = start()
    const client = connectEngine(process.port, host)
    const ready = client.open(options)
    // Told to whoever opened or calls; a process that ends before anyone asked must not end the app.
    ready.catch(() => {})
    return { process, client, ready }
  }

  const keep = (mine: Running, options: OpenOptions, host: EngineHost, lost: (error: unknown) => void) => {
    const giveUp = (error: unknown, last: Running | null) => {
      running = null
      void last?.process.end()
      lost(error)
    }
    mine.process.port.closed(async () => {
      if (running !== mine) return
      log.warn('engine-ended', { code: mine.process.exitCode() })
      restarts = [...restarts.filter((at) => Date.now() - at < restartWindowMs), Date.now()]
      if (restarts.length > maxRestarts) return giveUp(new EngineError('engine-gone', 'it ended again and again'), null)
      let next: Running
      try {
        next = begin(options, host)
      } catch (error) {
        return giveUp(error, null)
      }
      running = next
      keep(next, options, host, lost)
      try {
        await next.ready
        host.changed(['cases', 'requests', 'dashboard', 'sync'])
      } catch (error) {
        if (running !== next) return
        // Ended once more: it has its own turn above, also when only a thread of it is gone. All else will not pass.
        if (error instanceof EngineError && error.kind === 'engine-gone') await next.process.end()
        else giveUp(error, next)
      }
    })
  }

  const close = async () => {
    const ending = running
    running = null
    if (ending === null) return
    await Promise.race([Promise.allSettled(saving), after(savedWithinMs)])
    await Promise.race([ending.client.close().catch(() => {}), after(closeWithinMs)])
    await ending.process.end()
  }

  return {
    open: async (options, host, lost) => {
      await close()
      restarts = []
      const opening = begin(options, host)
      running = opening
      try {
        await opening.ready
        keep(opening, options, host, lost)
      } catch (error) {
        if (running === opening) running = null
        await opening.process.end()
        throw error
      }
    },
    call: async (name, args) => {
      const current = running
      if (current === null) throw new EngineError('not-open', name)
      await current.ready
      const answer = current.client.call(name, args)
      if (name.startsWith('drafts.')) {
        saving.add(answer)
        answer.catch(() => {}).finally(() => saving.delete(answer))
      }
      return answer
    },
    close,
  }
}
