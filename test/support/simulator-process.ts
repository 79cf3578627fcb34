import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { start } from './processes.ts'

/** The one line the simulator's command line prints when it serves. */
const announcement = z.object({
  url: z.string(),
  apiBase: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  users: z.array(
    z.object({
      username: z.string(),
      password: z.string(),
      otp: z.string(),
      roles: z.array(z.string()),
      kommuner: z.array(z.unknown()),
      /** For command-line clients and benches; the app signs in. */
      accessToken: z.string(),
    }),
  ),
})
export type Announcement = z.infer<typeof announcement>
export type DemoUser = Announcement['users'][number]

const ledgerSchema = z.looseObject({
  requests: z.array(
    z.looseObject({
      method: z.string(),
      path: z.string(),
      status: z.number(),
      at: z.string(),
      fault: z.string().nullish(),
    }),
  ),
  changeRequests: z.array(
    z.looseObject({
      activityid: z.string(),
      subject: z.string(),
      regarding: z.object({ kind: z.enum(['case', 'term']), id: z.string() }),
      user: z.string(),
      createdon: z.string(),
      statuscode: z.number(),
      svar: z.string().nullable(),
      notes: z.array(
        z.looseObject({ annotationid: z.string(), subject: z.string().nullable(), notetext: z.string().nullable() }),
      ),
      arrivals: z.number(),
    }),
  ),
})
export type Ledger = z.infer<typeof ledgerSchema>

/** The simulator as a process of its own, and what a person could ask of it. */
export interface SimulatorProcess extends Announcement {
  /** The caseworker who sees the two main grants; the first user announced. */
  readonly user: DemoUser
  ledger(): Promise<Ledger>
  /** Names as in the API contract: `unreachable`, `slow:delta`, `reply-lost:push:1`, … */
  addFaults(...faults: string[]): Promise<void>
  clearFaults(): Promise<void>
  time(action: Readonly<Record<string, unknown>>): Promise<unknown>
  answer(answer: { activityid?: string; statuscode: number; svar: string }): Promise<unknown>
  /** IMDi's raw rows of one entity set. */
  rows(kommune: string, set: string): Promise<Record<string, unknown>[]>
  /** Every access and refresh token it has given out. */
  tokens(): Promise<string[]>
  reset(): Promise<void>
  stop(): Promise<void>
}

export interface SimulatorOptions {
  readonly cases?: number
  readonly seed?: number
  readonly year?: number
  readonly port?: number
  readonly faults?: readonly string[]
}

const main = fileURLToPath(new URL('../simulator/main.ts', import.meta.url))

export async function startSimulatorProcess(options: SimulatorOptions = {}): Promise<SimulatorProcess> {
  const named = Object.entries({ cases: options.cases, seed: options.seed, year: options.year, port: options.port })
  const args = named.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]))
  const faults = (options.faults ?? []).flatMap((fault) => ['--fault', fault])
  const process_ = start(process.execPath, [main, ...args, ...faults])
  const said = await firstLine(process_.child)
  const told = announcement.parse(JSON.parse(said))
  const user = told.users[0]
  if (user === undefined) throw new Error('the simulator announced no user')

  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${told.url}/_sim/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`the simulator answered ${answer.status} to ${path}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  return {
    ...told,
    user,
    ledger: async () => ledgerSchema.parse(await ask('ledger')),
    addFaults: async (...add) => void (await ask('faults', { add })),
    clearFaults: async () => void (await ask('faults', { clear: true })),
    time: (action) => ask('time', action),
    answer: (answer) => ask('answer', answer),
    rows: async (kommune, set) =>
      z.array(z.record(z.string(), z.unknown())).parse(await ask(`rows?kommune=${kommune}&set=${set}`)),
    tokens: async () => z.object({ tokens: z.array(z.string()) }).parse(await ask('tokens')).tokens,
    reset: async () => void (await ask('reset', {})),
    stop: () => process_.stop(),
  }
}

/** The first line on stdout; stderr is kept for the message should the process end instead. */
function firstLine(child: ReturnType<typeof start>['child']): Promise<string> {
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('the process has no pipes')
  return new Promise((resolve, reject) => {
    let complaint = ''
    stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk).slice(-4_000)
    })
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}: ${complaint}`)))
    createInterface({ input: stdout }).once('line', resolve)
    // Whatever it says later must not fill the pipe.
    stdout.resume()
  })
}
