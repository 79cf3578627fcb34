/**
 * Only *when* to sync. What a sync is comes in as `run`.
 *
 *              now()/submit/network back
 *   ┌──────┐ ───────────────────────────► ┌─────────┐   asked again meanwhile: once more, at once
 *   │ idle │                              │ running │ ◄──┐
 *   └──────┘ ◄─────────────────────────── └─────────┘ ───┘
 *      │  ▲     done: wait `interval`
 *      │  │     failed: wait the back-off, or what the server asked
 *      └──┘  timer
 *
 * A request for a sync during one is remembered once: ten submits in a row make one more round, not ten.
 */
import { backoffMs } from './backoff.ts'

export interface Timers {
  /** Answers the function that cancels it. */
  after(ms: number, fn: () => void): () => void
}

export interface Round {
  /** Null: it went well. Else how long the server asked us to stay away, when it did. */
  readonly failed: null | { readonly askedMs: number | null }
  /** An earlier time at which something waits to be tried; null when nothing does. */
  readonly wakeInMs: number | null
}

export interface LoopParts {
  readonly run: (asked: Asked) => Promise<Round>
  readonly timers: Timers
  readonly random: () => number
  /** Told when the next round is due; null while one runs. */
  readonly next: (inMs: number | null) => void
}

/** `manual`: the caseworker asked, so what waits for a time is tried now. */
export type Asked = 'timer' | 'manual'

export interface Loop {
  /** Starts a round, or makes sure that one more follows the one under way. */
  now(asked: Asked): void
  /** Answers when no round is under way. */
  settled(): Promise<void>
  /** No more rounds; answers when the one under way has ended. */
  stop(): Promise<void>
}

export const intervalMs = 5 * 60_000

export function createLoop({ run, timers, random, next }: LoopParts): Loop {
  let running: Promise<void> | null = null
  let again: Asked | null = null
  let cancel: (() => void) | null = null
  let failures = 0
  let stopped = false

  async function rounds(first: Asked): Promise<void> {
    for (let asked: Asked | null = first; asked !== null && !stopped; ) {
      again = null
      next(null)
      const round = await run(asked)
      failures = round.failed ? failures + 1 : 0
      asked = again
      if (asked === null && !stopped) wait(waitFor(round))
    }
  }

  function waitFor({ failed, wakeInMs }: Round): number {
    const ordinary = failed ? backoffMs(failures, random(), failed.askedMs) : intervalMs
    return wakeInMs === null || failed ? ordinary : Math.min(ordinary, Math.max(wakeInMs, 0))
  }

  function wait(ms: number): void {
    next(ms)
    cancel = timers.after(ms, () => start('timer'))
  }

  function start(asked: Asked): void {
    cancel?.()
    cancel = null
    if (stopped) return
    if (running) {
      again = again === 'manual' ? again : asked
      return
    }
    running = rounds(asked).finally(() => {
      running = null
    })
  }

  return {
    now: start,
    async settled() {
      await running
    },
    async stop() {
      stopped = true
      cancel?.()
      await running
    },
  }
}
