import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SyncStatus } from '../../db/domain.ts'
import { bareFetch } from '../../main/bare-fetch.ts'
import { resolveConfig } from '../../main/config.ts'
import { createEngineControl } from '../../main/engine-host.ts'
import { createFlow } from '../../main/flow.ts'
import { openKeychain } from '../../main/keychain.ts'
import { openLog } from '../../main/log.ts'
import { createProvider } from '../../main/session.ts'
import { askWhoAmI } from '../../main/who-am-i.ts'
import type { AppState } from '../../preload/contract.ts'
import type { Simulator } from '../simulator/index.ts'
import { walkSignIn } from '../simulator/walk-sign-in.ts'
import { type EngineInNode, engineInNode } from './engine-in-node.ts'
import { memoryKeychain } from './memory-keychain.ts'

/** One PC: its data folder and its keychain, which outlive the app. */
export interface Pc {
  readonly folder: string
  readonly keychain: ReturnType<typeof memoryKeychain>
  users(): string[]
}

export function makePc(folder: string): Pc {
  const users = join(folder, 'users')
  return { folder, keychain: memoryKeychain(), users: () => (existsSync(users) ? readdirSync(users) : []) }
}

/** The shell without its window: the real flow, sign-in, vaults and engine, on one PC, started. */
export async function startShell(
  pc: Pc,
  simulator: Simulator,
  clock: { now: Date } = { now: new Date() },
  engineFetch: typeof fetch = fetch,
) {
  const config = resolveConfig([
    { name: 'test', values: { apiBase: simulator.apiBase, issuer: simulator.issuer, clientId: simulator.clientId } },
  ])
  const log = openLog(join(pc.folder, 'logs'), 'test')
  const states: AppState[] = []
  const statuses: SyncStatus[] = []
  const changes: string[] = []
  const engines: EngineInNode[] = []
  let window = (_: AppState) => {}
  /** Who sits at the browser; nobody leaves the sign-in page open. */
  let browser: number | null = 0
  const send = bareFetch(fetch)
  const engine = createEngineControl(() => {
    const started = engineInNode(engineFetch)
    engines.push(started)
    return started
  }, log)
  const flow = createFlow({
    config,
    folders: { data: pc.folder, users: join(pc.folder, 'users') },
    keychain: openKeychain(pc.keychain.driver),
    provider: createProvider({ ...config, fetch: send }),
    whoAmI: (apiBase, token) => askWhoAmI(send, apiBase, token),
    engine,
    workerUrl: new URL('../../db/worker.ts', import.meta.url).href,
    nativeBinding: null,
    openBrowser: async (url) => {
      const user = browser === null ? undefined : simulator.users[browser]
      if (user) void walkSignIn(url, user).then((callback) => fetch(callback))
    },
    events: {
      state: (state) => {
        states.push(state)
        window(state)
      },
      sync: (status) => void statuses.push(status),
      changed: (topics) => void changes.push(...topics),
      signedIn: () => {},
    },
    log,
    now: () => clock.now,
    monotonic: () => performance.now(),
  })
  onTestFinished(() => flow.stop())
  await flow.start()

  const until = async (holds: () => boolean, what: string) => {
    for (const end = Date.now() + 15_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 10))) {
      if (Date.now() > end) throw new Error(`${what} did not happen; the state is ${JSON.stringify(flow.state())}`)
    }
  }
  return {
    flow,
    engine,
    engines,
    states,
    statuses,
    changes,
    until,
    phase: () => flow.state().phase,
    /** Puts a window there that is told each state as it comes. */
    showWindow: (heard: (state: AppState) => void) => {
      window = heard
    },
    /** Signs in as the simulator's user at `at`, and waits for what comes of it. */
    signIn: async (at = 0) => {
      browser = at
      const before = states.length
      await flow.signIn()
      await until(() => states.slice(before).some((state) => !onTheWay.has(state.phase)), 'the end of the sign-in')
    },
    leaveSignInPageOpen: () => {
      browser = null
      return flow.signIn()
    },
    /** `since` is how many statuses had come before. */
    hasRows: (since = 0) =>
      until(
        () => statuses.slice(since).some((status) => status.hasReplica && status.phase === 'idle'),
        'the first pull',
      ),
  }
}

/** Phases that a sign-in passes through. */
const onTheWay = new Set<AppState['phase']>(['starting', 'signing-in'])
