/**
 * A device in a process of its own that kills itself, as a power cut would, at a named moment. Told what to do by
 * one JSON argument; prints the state when it gets to the end of a sync.
 */
import { z } from 'zod'
import { openTestDevice } from './support.ts'

const order = z.object({
  folder: z.string(),
  apiBase: z.string(),
  token: z.string(),
  /** `page:n` when the n-th page of a full pull is asked for, `index` when keys are being built, `batch` before the answer to a
   * push is read, `replaced` when the new file is in use and the old one not yet removed. */
  at: z.string(),
  /** Milliseconds to go on after the moment, so that the thread that works is hit in the middle. */
  after: z.number(),
})
const { folder, apiBase, token, at, after } = order.parse(JSON.parse(process.argv[2] ?? ''))

function die(): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), after)
}

let pages = 0
const device = await openTestDevice({
  folder,
  apiBase,
  token: () => ({ token }),
  deps: {
    fetch: async (input, init) => {
      const asksPage = new Headers(init?.headers).get('prefer')?.includes('track-changes') === true
      if (asksPage && !String(input).includes('deltatoken') && at === `page:${++pages}`) die()
      const answer = await fetch(input, init)
      if (at === 'batch' && init?.method === 'POST') die()
      return answer
    },
    host: {
      token: async () => ({ token }),
      sync: (status) => {
        if (at === 'index' && status.progress?.tables.some((t) => t.table === 'index' && t.state === 'running')) die()
      },
      changed: (topics) => {
        if (at === 'replaced' && topics.includes('cases')) die()
      },
      who: () => undefined,
    },
  },
})
const status = await device.sync()
process.stdout.write(JSON.stringify(status))
await device.close()
