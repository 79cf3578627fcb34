import { Worker } from 'node:worker_threads'
import type { BaseSource, BaseWish } from './base-page.ts'
import type { Segment } from './segment.ts'

/** How soon a page is needed: somebody waits, somebody will ask next, or nobody has asked yet. */
export const urgency = { waiting: 0, next: 1, idle: 2 } as const

export interface Job {
  readonly source: BaseSource
  readonly wish: BaseWish
  urgency: number
  readonly done: (segment: Segment) => void
}

export interface PageThreads {
  readonly add: (job: Job) => void
  readonly open: () => number
  readonly close: () => void
}

const threads = 2

/** Two threads that take the most urgent job each. Started with the first job; they keep no process alive. */
export function createPageThreads(): PageThreads {
  const workers: { readonly worker: Worker; job: Job | null }[] = []
  let queue: Job[] = []

  const next = () => {
    for (const each of workers) {
      if (each.job || queue.length === 0) continue
      const job = queue.reduce((best, other) => (other.urgency < best.urgency ? other : best))
      queue = queue.filter((other) => other !== job)
      each.job = job
      each.worker.postMessage({ source: job.source, wish: job.wish })
    }
  }
  const start = () => {
    const worker = new Worker(new URL('./page-worker.ts', import.meta.url), { stdout: true })
    worker.unref()
    const each: { readonly worker: Worker; job: Job | null } = { worker, job: null }
    worker.on('message', (segment: Segment) => {
      const { job } = each
      each.job = null
      next()
      job?.done(segment)
    })
    workers.push(each)
  }
  return {
    add: (job) => {
      queue.push(job)
      while (workers.length < threads) start()
      next()
    },
    open: () => queue.length + workers.filter(({ job }) => job).length,
    close: () => {
      queue = []
      for (const { worker } of workers) void worker.terminate()
    },
  }
}
