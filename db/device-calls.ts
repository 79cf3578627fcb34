/** Each call of `calls.ts`: which thread answers it, and what must follow. */

import { z } from 'zod'
import type { CallArgs, CallResult, EngineCallName, EngineCalls } from './calls.ts'
import type { DeviceThreads } from './device.ts'
import type { SyncEngine } from './sync/sync.ts'

export interface CallContext extends DeviceThreads {
  readonly sync: SyncEngine
  readonly testData: boolean
  readonly municipalityId: string
}

type Answers = {
  readonly [N in EngineCallName]: (
    c: CallContext,
    args: CallArgs<EngineCalls[N]>,
  ) => Promise<CallResult<EngineCalls[N]>>
}

const answers: Answers = {
  'cases.open': ({ reader }, args) => reader.call('cases.open', args),
  'cases.page': ({ reader }, args) => reader.call('cases.page', args),
  'cases.get': ({ reader }, args) => reader.call('cases.get', args),
  'dashboard.get': ({ reader }, args) => reader.call('dashboard.get', args),
  'requests.list': ({ reader }, args) => reader.call('requests.list', args),
  'requests.get': ({ reader }, args) => reader.call('requests.get', args),
  'drafts.get': ({ reader }, args) => reader.call('drafts.get', args),

  async 'drafts.create'(c, { regarding, problem }) {
    const basis = await c.reader.call('basis', regarding)
    const id = await c.drafts.call('create', { regarding, problem, basis, place: await place(c) })
    await told(c)
    return await c.reader.call('drafts.get', { id })
  },
  async 'drafts.save'(c, save) {
    return await c.drafts.call('save', { ...save, testData: c.testData })
  },
  'drafts.remove': (c, { id }) => changing(c, c.drafts.call('remove', { id })),
  'drafts.restore': (c, { id }) => changing(c, c.drafts.call('restore', { id })),
  async 'drafts.submit'(c, { id }) {
    await changing(c, c.drafts.call('submit', { id }))
    c.sync.submitted()
    return null
  },
  async 'requests.edit'(c, { id }) {
    const regarding = await c.drafts.call('regarding', { id })
    const fresh = regarding === null ? null : await c.reader.call('basis', regarding)
    const present = fresh !== null && (fresh.case !== null || fresh.term !== null)
    return await changing(c, c.drafts.call('edit', { id, fresh: present ? fresh : null }))
  },
  async 'requests.sendAnyway'(c, { id }) {
    await changing(c, c.drafts.call('sendAnyway', { id }))
    c.sync.submitted()
    return null
  },
  'requests.withdraw': (c, { id }) => changing(c, c.drafts.call('withdraw', { id })),

  'sync.status': async ({ sync }) => sync.status.view(),
  async 'sync.now'({ sync }) {
    sync.now('manual')
    return null
  },
  async 'sync.stop'({ sync }) {
    sync.pause()
    return null
  },
}

export function answerCall<N extends EngineCallName>(
  context: CallContext,
  name: N,
  args: CallArgs<EngineCalls[N]>,
): Promise<CallResult<EngineCalls[N]>> {
  return answers[name](context, args)
}

async function changing(c: CallContext, work: Promise<unknown>): Promise<null> {
  await work
  await told(c)
  return null
}

function told(c: CallContext): Promise<void> {
  return c.sync.changed(['requests', 'cases', 'dashboard'])
}

const storedWho = z.object({
  municipalities: z.array(z.object({ id: z.string(), name: z.string(), number: z.string() })),
})

/** What "Sted eller kommune" starts with: `Sandefjord (3804)`; empty before the first contact with IMDi. */
async function place({ drafts, municipalityId }: CallContext): Promise<string> {
  const stored = await drafts.call('getMeta', { key: 'who' })
  if (stored === null) return ''
  const own = storedWho.parse(JSON.parse(stored)).municipalities.find((one) => one.id === municipalityId.toLowerCase())
  return own ? `${own.name} (${own.number})` : ''
}
