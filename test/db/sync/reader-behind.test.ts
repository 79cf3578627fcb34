import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Drafts } from '../../../db/roles/drafts.ts'
import type { ReaderRole } from '../../../db/roles/reader.ts'
import type { Writer } from '../../../db/roles/writer.ts'
import { createSync } from '../../../db/sync/sync.ts'
import { startThread, type Thread } from '../../../db/thread.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, keys, temporaryFolder } from '../support.ts'
import { workerBundle } from '../worker-bundle.ts'

let simulator: Simulator
const folder = temporaryFolder()
const threads: Thread<unknown>[] = []
beforeAll(async () => {
  simulator = await startSimulator({ cases: 30 })
})
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.end()))
})
afterAll(async () => {
  await simulator.close()
  folder.remove()
})

test('a reader that could not change over to a new file does so at the next round', async () => {
  const url = await workerBundle()
  const start = <Api>(role: string, options: object): Thread<Api> => {
    const thread = startThread<Api>(url, { role, options: { folder: folder.path, nativeBinding: null, ...options } })
    threads.push(thread)
    return thread
  }
  const drafts = start<Drafts>('drafts', { key: keys.work })
  const writer = start<Writer>('writer', { key: keys.replica })
  await Promise.all([drafts.call('nextWakeUp', null), writer.call('state', null)])
  const reader = start<ReaderRole>('reader', { key: keys.replica, workKey: keys.work, replica: null, testData: true })
  let failures = 1
  // The reader's own thread, but its first change of file is met by another program's hold on that file.
  const held: Thread<ReaderRole> = {
    ...reader,
    call: (name, args, transfer) =>
      name === 'swap' && failures-- > 0 ? Promise.reject(new Error('held')) : reader.call(name, args, transfer),
  }
  const sync = createSync({
    writer,
    reader: held,
    drafts,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    replica: null,
    fetch,
    now: () => new Date(),
    log: () => undefined,
    host: {
      token: async () => ({ token: simulator.users[0]?.accessToken ?? '' }),
      sync: () => undefined,
      changed: () => undefined,
      who: () => undefined,
    },
  })
  sync.now('manual')
  await sync.settled()
  expect(sync.status.view()).toMatchObject({ hasReplica: false, problem: 'unexpected-answer' })
  sync.now('manual')
  await sync.settled()
  expect(sync.status.view()).toMatchObject({ hasReplica: true, problem: null })
  expect((await reader.call('cases.open', everyCase)).all).toBe(30)
  await sync.stop()
})
