/** Sync as the device holds it: rounds, their timing and the state shown, wired together. */
import type { EngineHost } from '../client-types.ts'
import type { Topic } from '../domain.ts'
import { EngineError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { RowsChanged } from '../queries/reader.ts'
import type { Touched } from '../replica/apply.ts'
import type { Drafts } from '../roles/drafts.ts'
import type { ReaderRole } from '../roles/reader.ts'
import type { Writer } from '../roles/writer.ts'
import type { Thread } from '../thread.ts'
import { type Asked, createLoop, type Round, type Timers } from './loop.ts'
import { type RoundContext, type RoundEvents, type Stopped, stoppedByError, syncRound } from './round.ts'
import { createStatus, type StatusKeeper } from './status.ts'
import { createTransport } from './transport.ts'

export interface SyncParts {
  readonly writer: Thread<Writer>
  readonly reader: Thread<ReaderRole>
  readonly drafts: Thread<Drafts>
  readonly apiBase: string
  /** Path of the replica that the reader has open. */
  readonly replica: string | null
  readonly fetch: typeof fetch
  readonly now: () => Date
  readonly log: Log
  readonly host: EngineHost
  readonly timers?: Timers
  readonly random?: () => number
}

export interface SyncEngine {
  readonly status: StatusKeeper
  now(asked: Asked): void
  /** Something was submitted: send it soon, also in the middle of a first pull. */
  submitted(): void
  /** Stops the pull under way after the page at hand, until `now('manual')`. */
  pause(): void
  /** Rows or requests changed: the counts are read anew and the window is told. */
  changed(topics: readonly Topic[]): Promise<void>
  /** Answers when no round is under way. */
  settled(): Promise<void>
  stop(): Promise<void>
}

function changedRows({ table, caseIds }: Touched): RowsChanged {
  if (table === 'grant_case') return { cases: caseIds }
  if (table === 'payout') return { payouts: caseIds }
  return table === 'term' ? { terms: true } : { requests: true }
}

const realTimers: Timers = {
  after(ms, fn) {
    const timer = setTimeout(fn, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

export function createSync(parts: SyncParts): SyncEngine {
  const { writer, reader, drafts, host, log, now } = parts
  const random = parts.random ?? Math.random
  const status = createStatus(now, (view) => host.sync(view))
  const ended = new AbortController()
  const transport = createTransport({ ...parts, ended: ended.signal, token: (rejected) => host.token(rejected) })
  let stop = new AbortController()
  let submitted = false
  let inUse = parts.replica
  let lastWho = ''

  async function changed(topics: readonly Topic[]): Promise<void> {
    if (topics.includes('requests')) {
      await reader.call('rowsChanged', { drafts: true })
      status.set({ counts: await reader.call('counts', null) })
    }
    host.changed(topics)
  }

  const events: RoundEvents = {
    phase: (phase) => status.set({ phase }),
    progress: (meter) => status.set({ progress: meter?.view() ?? null }),
    async who(who) {
      status.reached()
      host.who(who)
      const value = JSON.stringify(who)
      if (value === lastWho) return
      await drafts.call('setMeta', { key: 'who', value })
      lastWho = value
    },
    noRole() {
      status.reached()
      host.noRole?.()
    },
    isBehind: (file) => file.path !== inUse,
    async touched(touched) {
      await reader.call('rowsChanged', changedRows(touched))
      await changed(['cases', 'requests', 'dashboard'])
    },
    async replaced(file) {
      if (file.path === inUse) await reader.call('reload', null)
      else await reader.call('swap', { path: file.path })
      inUse = file.path
      status.set({ hasReplica: true })
      await changed(['cases', 'requests', 'dashboard'])
    },
    changed: (topics) => void changed(topics).catch(() => log('warn', 'change not told')),
    takeSubmitted() {
      const was = submitted
      submitted = false
      return was
    },
  }

  async function attempt(asked: Asked): Promise<Stopped | null> {
    const context: RoundContext = {
      transport,
      writer,
      drafts,
      stop: stop.signal,
      now,
      random,
      newId: () => crypto.randomUUID(),
      nowMs: () => performance.now(),
      log,
      events,
      moved: () => events.changed(['requests']),
    }
    try {
      return await syncRound(context, asked)
    } catch (error) {
      // Only our own messages are sure to hold nothing personal: a parser's may quote what it read.
      const known = error instanceof EngineError ? `${error.kind}: ${error.message}` : null
      log('error', 'sync failed', { error: known ?? (error instanceof Error ? error.name : 'unknown') })
      return stoppedByError(error)
    }
  }

  async function run(asked: Asked): Promise<Round> {
    const stopped = await attempt(asked)
    if (stopped?.problem === 'unreachable') status.notReached()
    else status.reached()
    const lastSyncedAt = stopped === null ? now().toISOString() : status.view().lastSyncedAt
    if (stopped === null) {
      await drafts.call('setMeta', { key: 'last_synced_at', value: lastSyncedAt ?? '' }).catch(() => undefined)
    }
    status.set({ phase: 'idle', problem: stopped?.problem ?? null, lastSyncedAt, progress: null })
    await changed(['sync', 'requests']).catch(() => undefined)
    // Nobody waits for it; one that fails is only a head start missed by the next start.
    if (stopped === null) void writer.call('keepIndex', null).catch(() => undefined)
    const wakeAt = await drafts.call('nextWakeUp', null).catch(() => null)
    return {
      failed: stopped?.problem ? { askedMs: stopped.askedMs } : null,
      wakeInMs: wakeAt === null ? null : Date.parse(wakeAt) - now().getTime(),
    }
  }

  const loop = createLoop({
    run,
    timers: parts.timers ?? realTimers,
    random,
    next: (inMs) => {
      const at = inMs === null ? null : new Date(now().getTime() + inMs).toISOString()
      status.set({ nextTryAt: at })
    },
  })

  function begin(asked: Asked): void {
    if (asked === 'timer' && status.view().stopped) return
    if (status.view().stopped) status.set({ stopped: false })
    if (stop.signal.aborted) stop = new AbortController()
    loop.now(asked)
  }

  return {
    status,
    changed,
    now: begin,
    submitted() {
      submitted = true
      if (!status.view().stopped) loop.now('timer')
    },
    pause() {
      status.set({ stopped: true })
      stop.abort()
    },
    settled: () => loop.settled(),
    async stop() {
      stop.abort()
      ended.abort()
      await loop.stop()
      status.dispose()
    },
  }
}
