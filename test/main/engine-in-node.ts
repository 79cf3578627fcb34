import type { Port } from '../../db/client.ts'
import { serveEngine } from '../../db/serve.ts'
import type { EngineProcess } from '../../main/engine-process.ts'

export interface EngineInNode extends EngineProcess {
  /** Ends as a crash would: no answer, no warning. */
  crash(): void
}

/** The real engine behind a pair of functions instead of a utility process; messages are copied as between the two. */
export function engineInNode(fetchAs: typeof fetch = fetch): EngineInNode {
  let alive = true
  let code: number | null = null
  const pair = () => {
    const listeners: ((message: unknown) => void)[] = []
    const ends: (() => void)[] = []
    return { listeners, ends }
  }
  const [near, far] = [pair(), pair()]
  const portOf = (mine: typeof near, other: typeof near): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message)
      setImmediate(() => {
        if (alive) for (const listener of other.listeners) listener(copy)
      })
    },
    listen: (fn) => void mine.listeners.push(fn),
    closed: (fn) => void mine.ends.push(fn),
  })
  serveEngine(portOf(far, near), { fetch: fetchAs, now: () => new Date(), log: () => {} })
  const crash = () => {
    if (!alive) return
    alive = false
    code = 9
    for (const end of [...far.ends, ...near.ends]) end()
  }
  return { port: portOf(near, far), exitCode: () => code, end: async () => crash(), crash }
}
