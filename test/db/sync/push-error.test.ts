import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Drafts } from '../../../db/roles/drafts.ts'
import type { Outcome } from '../../../db/sync/outcome.ts'
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
  return { drafts, id: await another(drafts) }
}

async function another(drafts: Thread<Drafts>): Promise<string> {
  const id = await drafts.call('create', {
    regarding: madeBasis.regarding,
    problem: null,
    basis: madeBasis,
    place: 'Horten',
  })
  await drafts.call('save', { id, revision: 1, fields: { ...fullFields, termIds: [] }, testData: true })
  await drafts.call('submit', { id })
  return id
}

const logged: string[] = []

function context(drafts: Thread<Drafts>, ask: Transport['json']): PushContext {
  const transport: Transport = { json: ask, raw: () => Promise.reject(new Error('not asked')), within: () => true }
  const log: PushContext['log'] = (_level, event) => void logged.push(event)
  return { transport, drafts, now: () => new Date(), random: () => 0, newId: randomUUID, log }
}

const inState = (drafts: Thread<Drafts>, state: 'queued' | 'sending'): Promise<readonly string[]> =>
  drafts.call('inState', { state, before: null })

test('what an error left on its way is taken up by the next round (S3)', async () => {
  const { drafts, id } = await queued()
  expect(await drafts.call('take', { skip: [] })).toMatchObject({ id, state: 'sending', attempts: 1 })
  expect(await inState(drafts, 'sending')).toEqual([id])

  const offline = context(drafts, () => Promise.resolve({ kind: 'unreachable', why: 'no network' }))
  expect(await push(offline)).toEqual({ settled: 1, stopped: 'unreachable', askedMs: null })
  expect(await inState(drafts, 'queued')).toEqual([id])
})

test('an error nobody foresaw in one request puts that one back, and the others are still tried (S3)', async () => {
  const { drafts, id } = await queued()
  const second = await another(drafts)
  const asked: string[] = []
  const broken = context(drafts, (href) => {
    asked.push(href)
    return Promise.reject(new RangeError('a bug'))
  })
  expect(await push(broken)).toEqual({ settled: 2, stopped: null, askedMs: null })
  expect(asked).toHaveLength(2)
  expect([...(await inState(drafts, 'queued'))].sort()).toEqual([id, second].sort())
  expect(await drafts.call('nextWakeUp', null)).not.toBeNull()
  expect(logged).toContain('sending failed')
  // It had not gone out, so it is still the caseworker's.
  await drafts.call('withdraw', { id })
})

test('an outbox that has ended ends the round', async () => {
  const { drafts } = await queued()
  const ending = context(drafts, async () => {
    await drafts.end()
    return { kind: 'no-role' }
  })
  await expect(push(ending)).rejects.toMatchObject({ kind: 'engine-gone' })
})

test('one that may be at IMDi is the caseworker’s again once IMDi has said that it is not there (S4)', async () => {
  const { drafts, id } = await queued()
  await drafts.call('take', { skip: [] })
  await drafts.call('putBack', { id, reason: 'network', nextTryAt: null, posted: true })
  await expect(drafts.call('withdraw', { id })).rejects.toMatchObject({ kind: 'not-allowed-now' })

  // It is asked for by its own GUID, and is not there; then the network is gone.
  const answers: Outcome<Uint8Array>[] = [{ kind: 'not-found' }]
  await push(context(drafts, () => Promise.resolve(answers.shift() ?? { kind: 'unreachable', why: 'no network' })))
  expect(await inState(drafts, 'queued')).toEqual([id])
  await drafts.call('withdraw', { id })
})

test('what IMDi will not show of one case holds back neither the round nor the other requests', async () => {
  const { drafts } = await queued()
  await another(drafts)
  const refusals: Outcome<Uint8Array>[] = [
    { kind: 'no-role' },
    { kind: 'refused', status: 400, code: '0x1', sentence: '$filter' },
  ]
  const refusing = context(drafts, () => Promise.resolve(refusals.shift() ?? { kind: 'no-role' }))
  expect(await push(refusing)).toEqual({ settled: 2, stopped: null, askedMs: null })
  expect(refusals).toEqual([])
  expect(await drafts.call('take', { skip: [] })).toBeNull()
})

test('too many requests: the wait goes to the loop and holds for every request that waits', async () => {
  const { drafts } = await queued()
  await another(drafts)
  const busy = context(drafts, () => Promise.resolve({ kind: 'rate-limit', retryAfterMs: 600_000 }))
  expect(await push(busy)).toEqual({ settled: 1, stopped: 'rate-limit', askedMs: 600_000 })
  await drafts.call('wake', null)
  expect(await drafts.call('take', { skip: [] })).toBeNull()
})

test('the window is told when a request sets out, not only when all of them have ended', async () => {
  const { drafts, id } = await queued()
  const told: Promise<readonly string[]>[] = []
  const offline = context(drafts, async () => {
    await Promise.all(told)
    return { kind: 'unreachable', why: 'no network' }
  })
  await push({ ...offline, moved: () => void told.push(inState(drafts, 'sending')) })
  expect(await Promise.all(told)).toEqual([[id], []])
})
