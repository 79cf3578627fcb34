/**
 * One PC's engine for one user and municipality, made from what it is given: a folder, keys, a `fetch`, a clock, a
 * token source. A test makes several in one process. The device's own thread does the talking with IMDi; the files
 * belong to three worker threads (rows, questions, drafts), so none of them waits for another.
 */
import type { CallArgs, CallResult, EngineCallName, EngineCalls } from './calls.ts'
import type { EngineHost, OpenOptions } from './client-types.ts'
import { answerCall } from './device-calls.ts'
import type { Log } from './log.ts'
import type { Drafts } from './roles/drafts.ts'
import type { ReaderRole } from './roles/reader.ts'
import type { Writer } from './roles/writer.ts'
import type { Timers } from './sync/loop.ts'
import { createSync, type SyncEngine } from './sync/sync.ts'
import { startThread, type Thread } from './thread.ts'

export interface DeviceDeps {
  readonly fetch: typeof fetch
  readonly now: () => Date
  readonly log: Log
  readonly host: EngineHost
  /** A thread ended by itself: this device answers no longer in full, and a new one must take its place. */
  readonly died?: () => void
  /** For tests: when, and how jittery. Real time and chance when left out. */
  readonly timers?: Timers
  readonly random?: () => number
  /** False: no sync until `sync.now` asks for one. */
  readonly syncAtStart?: boolean
}

export interface Device {
  /** Arguments are parsed by the caller (`serve.ts`). */
  call<N extends EngineCallName>(name: N, args: CallArgs<EngineCalls[N]>): Promise<CallResult<EngineCalls[N]>>
  /** One round of sync to its end, for tests; the window uses `sync.now`. */
  settled(): Promise<void>
  /** Ends within moments, whatever is under way: everything stored is in a transaction. */
  close(): Promise<void>
}

/** The threads of a device, as its parts use them. */
export interface DeviceThreads {
  readonly writer: Thread<Writer>
  readonly reader: Thread<ReaderRole>
  readonly drafts: Thread<Drafts>
}

export async function createDevice(options: OpenOptions, deps: DeviceDeps): Promise<Device> {
  const { folder, nativeBinding, workerUrl } = options
  const start = <Api>(role: string, key: string, more: object = {}): Thread<Api> =>
    startThread<Api>(workerUrl, { role, options: { folder, key, nativeBinding, ...more } }, died)

  const died = (role: string): void => {
    deps.log('error', 'thread died', { role })
    deps.died?.()
  }

  // Writers first: they make the files, and only one thread at a time may switch a file to its journal mode.
  const drafts = start<Drafts>('drafts', options.keys.work)
  const writer = start<Writer>('writer', options.keys.replica)
  const ended: Thread<unknown>[] = [drafts, writer]
  const endAll = async (): Promise<void> => {
    await Promise.all(ended.map((thread) => thread.end()))
  }
  try {
    const [files, lastSyncedAt] = await Promise.all([
      writer.call('state', null),
      drafts.call('getMeta', { key: 'last_synced_at' }),
    ])
    const reader = start<ReaderRole>('reader', options.keys.replica, {
      workKey: options.keys.work,
      replica: files.current?.path ?? null,
      testData: isTestData(options),
    })
    ended.push(reader)
    const counts = await reader.call('counts', null)
    const threads: DeviceThreads = { writer, reader, drafts }
    const sync = createSync({ ...deps, ...threads, apiBase: options.apiBase, replica: files.current?.path ?? null })
    void reader.call('warm', null).catch(() => undefined)
    sync.status.set({ hasReplica: files.current !== null, lastSyncedAt, counts })
    if (deps.syncAtStart !== false) sync.now('timer')
    return deviceOf(options, threads, sync, endAll)
  } catch (error) {
    await endAll()
    throw error
  }
}

function deviceOf(options: OpenOptions, threads: DeviceThreads, sync: SyncEngine, endAll: () => Promise<void>): Device {
  const testData = isTestData(options)
  const context = { ...threads, sync, testData, municipalityId: options.municipalityId }
  return {
    call: (name, args) => answerCall(context, name, args),
    settled: () => sync.settled(),
    async close() {
      await sync.stop()
      await endAll()
    },
  }
}

/** On this machine only a simulator answers: synthetic persons are expected there. */
function isTestData({ testData, apiBase }: OpenOptions): boolean {
  const host = URL.canParse(apiBase) ? new URL(apiBase).hostname : ''
  return testData ?? ['127.0.0.1', 'localhost', '[::1]'].includes(host)
}
