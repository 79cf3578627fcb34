import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Row } from '../generators/rows.ts'
import { answer } from './answers.ts'
import { changeAmounts, deleteCases, moveAway, newCases } from './case-life.ts'
import type { Faults } from './faults.ts'
import { changeRequests, type Ledger, type LedgerRequest, type LoggedRequest } from './ledger.ts'
import type { Pages } from './pages.ts'
import { payTerm } from './pay-term.ts'
import { edit, rowsOf } from './rows-now.ts'
import { findSet, type SetName } from './schema.ts'
import { seedRequests } from './seed-requests.ts'
import { readBody } from './server.ts'
import type { User } from './users.ts'
import type { World } from './world.ts'

const kommune = z.string().optional()
const id = z.guid().optional()
const count = z.number().int().min(1).default(1)
const cell = z.union([z.string(), z.number(), z.null()])
const answered = { statuscode: z.number().int(), svar: z.string(), note: z.string().optional() }

/** What time can do. `kommune` is a municipality's number or key; without it, the first. */
export const timeAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('pay-term'), kommune }),
  z.strictObject({
    action: z.literal('move-away'),
    kommune,
    count,
    id,
    reason: z.number().int().min(1).max(4).optional(),
  }),
  z.strictObject({ action: z.literal('new-cases'), kommune, count }),
  z.strictObject({ action: z.literal('change-amounts'), kommune, count }),
  z.strictObject({ action: z.literal('delete-case'), kommune, count, id }),
  z.strictObject({
    action: z.literal('edit'),
    kommune,
    set: z.string(),
    id: z.guid(),
    changes: z.record(z.string(), cell),
  }),
  z.strictObject({ action: z.literal('answer'), kommune, activityid: id, ...answered }),
  z.strictObject({ action: z.literal('advance'), kommune, days: z.number() }),
  z.strictObject({ action: z.literal('back-up'), kommune }),
])
export type TimeAction = z.input<typeof timeAction>

const faultsBody = z.strictObject({ add: z.array(z.string()).optional(), clear: z.boolean().optional() })
const answerBody = z.strictObject({ kommune, activityid: id, ...answered })
const userBody = z.strictObject({
  username: z.string(),
  roles: z.array(z.string()).optional(),
  kommuner: z.array(z.string()).optional(),
})

export interface SimulatorControl {
  readonly addFault: (text: string) => void
  readonly clearFaults: () => void
  /** Returns what was done: keys, counts. */
  readonly time: (action: TimeAction) => unknown
  readonly ledger: () => {
    readonly requests: readonly LoggedRequest[]
    readonly changeRequests: readonly LedgerRequest[]
  }
  readonly rows: (set: SetName, kommune?: string) => Row[]
  /** Every access and refresh token given out so far: what must be found nowhere else. */
  readonly tokens: () => readonly string[]
  /** Changes what a user may do from the next request on. */
  readonly setUser: (change: z.infer<typeof userBody>) => void
  /** Everything as at the start; tokens given out before are unknown afterwards. */
  readonly reset: () => void
}

interface Parts {
  readonly worlds: readonly World[]
  readonly faults: Faults
  readonly ledger: Ledger
  readonly users: readonly User[]
  readonly pages: Pages
  /** Breaks the connections that are open, but for those that control came over. */
  readonly breakConnections: () => void
  readonly tokens: () => readonly string[]
}

export interface Control extends SimulatorControl {
  /** Answers what lies under /_sim/. */
  readonly serve: (request: IncomingMessage, response: ServerResponse, path: string, query: string) => Promise<void>
}

function act(world: World, action: z.output<typeof timeAction>): unknown {
  if (action.action === 'pay-term') return payTerm(world)
  if (action.action === 'move-away') return { ids: moveAway(world, action.count, action.id, action.reason) }
  if (action.action === 'new-cases') return { ids: newCases(world, action.count) }
  if (action.action === 'change-amounts') return { ids: changeAmounts(world, action.count) }
  if (action.action === 'delete-case') return { ids: deleteCases(world, action.count, action.id) }
  if (action.action === 'answer') return { ids: answer(world, action) }
  if (action.action === 'advance') return world.clock.advance(action.days)
  if (action.action === 'back-up') return world.backUp()
  const set = findSet(action.set)
  if (!set || !edit(world, set.name, action.id.toLowerCase(), action.changes)) throw new Error('No such row')
  return { ids: [action.id] }
}

export function createControl({ worlds, faults, ledger, users, pages, tokens, breakConnections }: Parts): Control {
  const worldOf = (key: string | undefined): World => {
    const world = key === undefined ? worlds[0] : worlds.find((each) => each.number === key || each.id === key)
    if (!world) throw new Error(`No municipality ${key}`)
    return world
  }
  const initial = users.map(({ roles, kommuner }) => ({ roles, kommuner }))
  const clearFaults = () => {
    faults.clear()
    for (const world of worlds) world.setEmptied(false)
  }
  const control: SimulatorControl = {
    addFault: (text) => {
      const { name } = faults.add(text)
      for (const world of worlds) {
        if (name === 'restored') world.restore()
        if (name === 'emptied') world.setEmptied(true)
      }
      if (faults.always('unreachable')) breakConnections()
    },
    clearFaults,
    time: (given) => {
      const action = timeAction.parse(given)
      const world = worldOf(action.kommune)
      const done = act(world, action)
      return { ...(typeof done === 'object' ? done : {}), kommune: world.number, now: world.clock.now().toISOString() }
    },
    ledger: () => ({
      requests: ledger.requests(),
      changeRequests: worlds.flatMap((world) => changeRequests(world, ledger)),
    }),
    tokens,
    rows: (set, key) => [...rowsOf(worldOf(key), set)],
    setUser: ({ username, roles, kommuner }) => {
      const user = users.find((each) => each.username === username)
      if (!user) throw new Error(`No user ${username}`)
      if (roles) user.roles = roles
      if (kommuner) user.kommuner = kommuner
    },
    reset: () => {
      clearFaults()
      ledger.clear()
      for (const world of worlds) {
        world.reset()
        seedRequests(world)
      }
      for (const [at, user] of users.entries()) Object.assign(user, initial[at])
    },
  }

  function perform(method: string, path: string, query: URLSearchParams, body: unknown): unknown {
    const at = `${method} ${path.slice('/_sim/'.length)}`
    if (at === 'GET ledger') return control.ledger()
    if (at === 'GET tokens') return { tokens: tokens() }
    if (at === 'GET pages') return { open: pages.open() }
    if (at === 'GET faults') return { faults: faults.list() }
    if (at === 'POST faults') {
      const { add = [], clear } = faultsBody.parse(body)
      if (clear) control.clearFaults()
      for (const text of add) control.addFault(text)
      return { faults: faults.list() }
    }
    if (at === 'POST time') return control.time(timeAction.parse(body))
    if (at === 'POST answer') return control.time({ action: 'answer', ...answerBody.parse(body) })
    if (at === 'POST users') {
      control.setUser(userBody.parse(body))
      return { users: users.map(({ username, roles, kommuner }) => ({ username, roles, kommuner })) }
    }
    if (at === 'POST reset') {
      control.reset()
      return { ok: true }
    }
    if (at === 'GET rows') {
      const set = findSet(query.get('set') ?? '')
      if (!set) throw new Error('Say which set, such as ?set=imdi_tilskuddssaks')
      return control.rows(set.name, query.get('kommune') ?? undefined)
    }
    throw new Error(`Unknown: ${at}`)
  }

  return {
    ...control,
    serve: async (request, response, path, query) => {
      const body = await readBody(request, 1_000_000)
      const send = (status: number, value: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
      try {
        const given: unknown = body?.length ? JSON.parse(body.toString()) : {}
        send(200, perform(request.method ?? 'GET', path, new URLSearchParams(query), given))
      } catch (error) {
        send(400, { error: error instanceof Error ? error.message : String(error) })
      }
    },
  }
}
