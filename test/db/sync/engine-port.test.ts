import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectEngine, type EngineClient, type EngineHost, type Port } from '../../../db/client.ts'
import { EngineError } from '../../../db/errors.ts'
import { serveEngine } from '../../../db/serve.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, keys, temporaryFolder } from '../support.ts'
import { workerBundle } from '../worker-bundle.ts'

let simulator: Simulator
const folder = temporaryFolder()
beforeAll(async () => {
  simulator = await startSimulator({ cases: 40 })
})
afterAll(async () => {
  await simulator.close()
  folder.remove()
})

/** Two ends that copy what they send, as processes do. */
function pipe(): { near: Port; far: Port; cut(): void } {
  const end = () => ({ listeners: [] as ((m: unknown) => void)[], closers: [] as (() => void)[] })
  const [a, b] = [end(), end()]
  const port = (own: typeof a, other: typeof a): Port => ({
    post: (message) => {
      const copy = structuredClone(message)
      queueMicrotask(() => other.listeners.forEach((fn) => void fn(copy)))
    },
    listen: (fn) => void own.listeners.push(fn),
    closed: (fn) => void own.closers.push(fn),
  })
  return { near: port(a, b), far: port(b, a), cut: () => [...a.closers, ...b.closers].forEach((fn) => void fn()) }
}

function engine(host: Partial<EngineHost> = {}): { client: EngineClient; cut(): void } {
  const { near, far, cut } = pipe()
  serveEngine(far, { fetch, now: () => new Date(), log: () => undefined })
  const client = connectEngine(near, {
    token: async () => ({ token: simulator.users[0]?.accessToken ?? '' }),
    sync: () => undefined,
    changed: () => undefined,
    who: () => undefined,
    ...host,
  })
  return { client, cut }
}

const options = async (over: { keys?: typeof keys } = {}) => ({
  folder: folder.path,
  keys,
  apiBase: simulator.municipalities[0]?.apiBase ?? '',
  municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
  workerUrl: await workerBundle(),
  nativeBinding: null,
  ...over,
})

const kindOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof EngineError ? error.kind : String(error)),
  )

test('opens, syncs by itself, tells of it, and answers calls through a port', async () => {
  const heard: string[] = []
  let done: () => void = () => undefined
  const synced = new Promise<void>((resolve) => (done = resolve))
  const { client } = engine({
    sync: (status) => {
      if (status.hasReplica && status.phase === 'idle' && status.lastSyncedAt) done()
    },
    changed: (topics) => void heard.push(...topics),
    who: (who) => void heard.push(who.name),
  })
  await client.open(await options())
  await synced
  expect((await client.call('cases.open', everyCase)).all).toBe(40)
  expect(heard).toEqual(expect.arrayContaining(['cases', simulator.users[0]?.name]))
  await client.close()
})

test('a call before open, a wrong key and an unknown case come back as their own kinds', async () => {
  const { client } = engine()
  expect(await kindOf(client.call('requests.list', {}))).toBe('not-open')
  const wrong = { replica: '33'.repeat(32), work: keys.work }
  expect(await kindOf(client.open(await options({ keys: wrong })))).toBe('wrong-key')
  await client.open(await options())
  const id = '00000000-0000-4000-8000-000000000000'
  expect(await kindOf(client.call('cases.get', { id }))).toBe('not-found')
  await client.close()
})

test('when the engine ends, calls under way end with it', async () => {
  const { client, cut } = engine({ token: () => new Promise(() => undefined) })
  await client.open(await options())
  const call = kindOf(client.call('cases.open', everyCase))
  cut()
  expect(await call).toBe('engine-gone')
  expect(await kindOf(client.call('cases.open', everyCase))).toBe('engine-gone')
})
