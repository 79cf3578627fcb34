import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { authenticate, authorize, createLimiter, type Limits, usualLimits } from './access.ts'
import { editArrived } from './answers.ts'
import { handle } from './api.ts'
import { errorReply } from './batch.ts'
import { stopRegarding } from './case-life.ts'
import { createControl, type SimulatorControl } from './control.ts'
import { ServiceError } from './error.ts'
import { phaseOf, send } from './exchange.ts'
import { createFaults, type Misbehaviour } from './faults.ts'
import type { MunicipalityLink } from './functions.ts'
import { clientId, createIdentity, type Lifetimes, usualLifetimes } from './identity.ts'
import { createLedger } from './ledger.ts'
import { before } from './misbehave.ts'
import { createPages } from './pages.ts'
import { refresh } from './refresh.ts'
import type { Versioned } from './render.ts'
import { seedRequests } from './seed-requests.ts'
import { listen, readBody } from './server.ts'
import { createSigner } from './tokens.ts'
import { createUsers } from './users.ts'
import { createWorld, municipalityId, type World } from './world.ts'

export interface SimulatorOptions {
  /** 0 (usual) picks a free port between 20000 and 60000. */
  readonly port?: number
  /** Cases in the first municipality, Sandefjord. */
  readonly cases?: number
  readonly seed?: number
  /** The newest term's year. */
  readonly year?: number
  /** Faults that stand from the start, see faults.ts. */
  readonly faults?: readonly string[]
  readonly lifetimes?: Partial<Lifetimes>
  readonly limits?: Partial<Limits>
  /** Municipalities with at least so many cases have their pages made in threads of their own. */
  readonly threadsFrom?: number
}

export interface SimulatorUser {
  readonly username: string
  readonly password: string
  readonly otp: string
  readonly name: string
  readonly roles: readonly string[]
  /** Municipality numbers. */
  readonly kommuner: readonly string[]
  /** Does not run out; for command-line clients only. */
  readonly accessToken: string
}

export interface Simulator extends SimulatorControl {
  readonly url: string
  /** The first municipality's service root under the neutral address, with a slash at the end. */
  readonly apiBase: string
  readonly issuer: string
  readonly clientId: string
  readonly users: readonly SimulatorUser[]
  readonly municipalities: readonly MunicipalityLink[]
  readonly close: () => Promise<void>
}

const largestBody = 20_000_000
const root = '/api/data/v9.2/'

/** Starts the simulated IMDi: sign-in, the municipal API and its control, all on one port of 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { cases = 2000, seed = 1, year = 2021 } = options
  const start = new Date(Date.UTC(year, 10, 22, 8))
  const plan = (at: number, number: string, name: string, count: number): World =>
    createWorld(
      { seed: seed * 100 + at, cases: count, year, municipality: { id: municipalityId(number), number, name } },
      start,
    )
  const first = plan(0, '3804', 'Sandefjord', cases)
  const worlds = [first, plan(1, '3805', 'Larvik', Math.max(20, Math.min(500, Math.round(cases / 10))))]
  for (const world of worlds) seedRequests(world)

  const faults = createFaults()
  const ledger = createLedger()
  const users = createUsers()
  const pages = createPages(options.threadsFrom)
  const found = new Map<string, readonly Versioned[]>()
  const limiter = createLimiter({ ...usualLimits, ...options.limits })
  const signer = createSigner(randomBytes(16).toString('hex'))
  const longLived = new Map(users.map((user) => [randomBytes(24).toString('base64url'), user]))

  const { server, port } = await listen((request, response) => void route(request, response), options.port ?? 0)
  const origin = `http://127.0.0.1:${port}`
  const identity = createIdentity(origin, users, { ...usualLifetimes, ...options.lifetimes })
  const links = worlds.map((world) => ({
    kommuneid: world.id,
    kommunenummer: world.number,
    navn: world.name,
    apiBase: `${origin}/${world.number}${root}`,
  }))
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  const controlling = new WeakSet<Socket>()
  const breakConnections = () => {
    for (const socket of connections) if (!controlling.has(socket)) socket.destroy()
  }
  const control = createControl({ worlds, faults, ledger, users, pages, tokens: identity.issued, breakConnections })
  for (const fault of options.faults ?? []) control.addFault(fault)

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
    try {
      if (path.startsWith('/_sim/')) {
        controlling.add(request.socket)
        return await control.serve(request, response, path, query)
      }
      controlling.delete(request.socket)
      if (faults.always('unreachable')) return void request.socket.destroy()
      if (path.startsWith('/oidc/')) return await refresh(request, response, path, { faults, identity, ledger })
      if (path.startsWith('/sign-in/')) {
        const body = request.method === 'POST' ? await readBody(request, 100_000) : null
        return await identity.signIn(request, response, body && new URLSearchParams(body.toString()))
      }
      return await api(request, response, path, query)
    } catch (error) {
      console.error(error)
      response.destroy()
    }
  }

  /** The municipality an address belongs to; the neutral address is the user's first one. */
  function locate(path: string, kommuner: readonly string[]): { world: World; apiBase: string } | null {
    const [, number] = /^(?:\/(\d{4}))?\/api\/data\/v9\.2\//.exec(path) ?? []
    const neutral = path.startsWith(root)
    const world = worlds.find((each) => each.number === (neutral ? (kommuner[0] ?? first.number) : number))
    return world ? { world, apiBase: `${origin}${neutral ? '' : `/${world.number}`}${root}` } : null
  }

  async function api(request: IncomingMessage, response: ServerResponse, path: string, query: string): Promise<void> {
    const method = request.method ?? 'GET'
    const body = await readBody(request, largestBody)
    const phase = phaseOf(method, path, query, String(request.headers.prefer ?? ''))
    const misbehaviour = faults.meet(phase)
    let leave = () => {}
    const reply = await (async () => {
      const instead = await before(misbehaviour, response)
      if (instead) return instead
      if (body === null) throw new ServiceError(413, '', 'The request is too large.')
      const user = await authenticate(request.headers.authorization, identity, longLived)
      const place = locate(path, user.kommuner)
      if (!place) throw new ServiceError(404, '', 'Not found.')
      const { seesAll } = authorize(user, place.world)
      leave = limiter.enter(user.id)
      if (misbehaviour.has('case-changed')) stopRegarding(place.world, path + body.toString())
      const caller = { ...place, user, seesAll, signer, pages, found, misbehaviour }
      const municipalities = links.filter((link) => user.kommuner.includes(link.kommunenummer))
      const headers = new Map(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]),
      )
      const arrived: string[] = []
      const answer = handle(
        {
          caller,
          municipalities,
          stored: (set, id, created) => {
            if (created && set.name === 'imdi_endringsforesporsels') arrived.push(id)
          },
        },
        { method, url: request.url ?? '/', headers, body: body.toString() },
      )
      // Counted only when still there: a change set that failed has been undone.
      for (const id of arrived) {
        if (!place.world.table('imdi_endringsforesporsels').get(id)) continue
        ledger.arrived(id)
        if (misbehaviour.has('edited-meanwhile')) editArrived(place.world, id)
      }
      return answer
    })().catch(errorReply)
    leave()
    ledger.log({
      method,
      path: request.url ?? path,
      status: reply.status,
      at: new Date().toISOString(),
      ...named(misbehaviour),
    })
    if (misbehaviour.has('lost-reply')) return void request.socket.destroy()
    await send(request, response, reply, misbehaviour)
  }

  for (const [at, link] of links.entries()) {
    const world = worlds[at]
    if (world) pages.prepare(world, link.apiBase)
  }
  const tokens = [...longLived]
  return {
    ...control,
    url: origin,
    apiBase: `${origin}${root}`,
    issuer: identity.issuer,
    clientId,
    municipalities: links,
    users: tokens.map(([accessToken, { username, password, otp, name, roles, kommuner }]) => ({
      username,
      password,
      otp,
      name,
      roles,
      kommuner,
      accessToken,
    })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        pages.close()
      }),
  }
}

const named = (faults: Misbehaviour) => (faults.size === 0 ? {} : { fault: [...faults.keys()].join(' ') })
