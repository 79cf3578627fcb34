import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Drafts } from '../../../db/roles/drafts.ts'
import type { ReaderRole } from '../../../db/roles/reader.ts'
import type { Writer } from '../../../db/roles/writer.ts'
import { createSync, type SyncEngine } from '../../../db/sync/sync.ts'
import { startThread, type Thread } from '../../../db/thread.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { atImdi, differences, onDevice } from '../oracle.ts'
import { everyCase, keys, temporaryFolder } from '../support.ts'
import { workerBundle } from '../worker-bundle.ts'

let simulator: Simulator
let folder: ReturnType<typeof temporaryFolder>
const threads: Thread<unknown>[] = []
const main = 'Kommune saksbehandler INTTIL/EMTIL'
const extra = 'Kommune saksbehandler ekstratilskudd'
const extraType = 100000002

beforeAll(async () => {
  simulator = await startSimulator({ cases: 60 })
})
afterAll(() => simulator.close())
beforeEach(() => {
  folder = temporaryFolder()
  setRoles([main, extra])
})
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.end()))
  folder.remove()
})

const setRoles = (roles: string[]) => simulator.setUser({ username: simulator.users[0]?.username ?? '', roles })

interface Started {
  readonly sync: SyncEngine
  readonly reader: Thread<ReaderRole>
  readonly drafts: Thread<Drafts>
  round(): Promise<void>
}

/** Real threads; `failing` names a question that is not answered the first time, as when the app ends there. */
async function start(failing: string): Promise<Started> {
  const url = await workerBundle()
  const thread = <Api>(role: string, options: object): Thread<Api> => {
    const made = startThread<Api>(url, { role, options: { folder: folder.path, nativeBinding: null, ...options } })
    threads.push(made)
    return made
  }
  let failures = 1
  const cut = <Api>(whole: Thread<Api>): Thread<Api> => ({
    ...whole,
    call: (name, args, transfer) =>
      name === failing && failures-- > 0 ? Promise.reject(new Error('cut')) : whole.call(name, args, transfer),
  })
  const drafts = thread<Drafts>('drafts', { key: keys.work })
  const writer = thread<Writer>('writer', { key: keys.replica })
  await Promise.all([drafts.call('nextWakeUp', null), writer.call('state', null)])
  const reader = thread<ReaderRole>('reader', { key: keys.replica, workKey: keys.work, replica: null, testData: true })
  const sync = createSync({
    writer: cut(writer),
    reader: cut(reader),
    drafts: cut(drafts),
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
  const round = async () => {
    sync.now('manual')
    await sync.settled()
  }
  return { sync, reader, drafts, round }
}

test('a reader that could not change over to a new file does so at the next round', async () => {
  const { sync, reader, round } = await start('swap')
  await round()
  expect(sync.status.view()).toMatchObject({ hasReplica: false, problem: 'internal' })
  await round()
  expect(sync.status.view()).toMatchObject({ hasReplica: true, problem: null })
  expect((await reader.call('cases.open', everyCase)).all).toBe(60)
  await sync.stop()
})

test.each(['outside', 'forgetCases', 'about', 'loseRoles'])(
  'the loss of a role, cut short at %s, is carried out whole by the next round',
  async (failing) => {
    const { sync, reader, drafts, round } = await start(failing)
    await round()
    const held = simulator.rows('imdi_tilskuddssaks').find((row) => row.imdi_type === extraType)
    const regarding = { kind: 'case' as const, id: String(held?.imdi_tilskuddssakid) }
    const basis = await reader.call('basis', regarding)
    const id = await drafts.call('create', { regarding, problem: null, basis, place: '' })
    const duf = String(held?.imdi_dufnummer)
    expect(JSON.stringify(await reader.call('drafts.get', { id }))).toContain(duf)
    setRoles([main])
    await round()
    expect(sync.status.view()).toMatchObject({ problem: 'internal' })
    await round()
    expect(sync.status.view()).toMatchObject({ problem: null })
    const mayStay = (type: unknown) => type !== extraType
    expect(differences(onDevice(folder.path), atImdi(simulator, mayStay))).toEqual([])
    expect(JSON.stringify(await reader.call('drafts.get', { id }))).not.toContain(duf)
    await sync.stop()
  },
)
