import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Drafts } from '../../../db/roles/drafts.ts'
import { type PushContext, push } from '../../../db/sync/push.ts'
import type { Transport } from '../../../db/sync/transport.ts'
import { startThread, type Thread } from '../../../db/thread.ts'
import { fullFields, madeBasis } from '../outbox/made-basis.ts'
import { temporaryFolder } from '../support.ts'
import { workerBundle } from '../worker-bundle.ts'

const ends: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function queued(): Promise<{ drafts: Thread<Drafts>; id: string }> {
  const folder = temporaryFolder()
  ends.push(() => folder.remove())
  const options = { folder: folder.path, key: randomBytes(32).toString('hex'), nativeBinding: null }
  const drafts = startThread<Drafts>(await workerBundle(), { role: 'drafts', options })
  ends.push(() => drafts.end())
  const id = await drafts.call('create', {
    regarding: madeBasis.regarding,
    problem: null,
    basis: madeBasis,
    place: 'Horten',
  })
  await drafts.call('save', { id, revision: 1, fields: { ...fullFields, termIds: [] }, testData: true })
  await drafts.call('submit', { id })
  return { drafts, id }
}

function context(drafts: Thread<Drafts>, ask: Transport['json']): PushContext {
  const transport: Transport = { json: ask, raw: () => Promise.reject(new Error('not asked')), within: () => true }
  return { transport, drafts, now: () => new Date(), random: () => 0, newId: randomUUID }
}

test('an error in the middle of a round leaves no request on its way for ever: the next round takes it up (S3)', async () => {
  const { drafts, id } = await queued()
  const broken = context(drafts, () => Promise.reject(new Error('a bug')))
  await expect(push(broken)).rejects.toThrow('a bug')
  expect(await drafts.call('inState', { state: 'sending', before: null })).toEqual([id])

  const offline = context(drafts, () => Promise.resolve({ kind: 'unreachable', why: 'no network' }))
  expect(await push(offline)).toEqual({ settled: 1, stopped: 'unreachable' })
  expect(await drafts.call('inState', { state: 'queued', before: null })).toEqual([id])
})
