/** Asks IMDi. Holds the token, the time limits and the one retry on a dead socket; knows nothing of rows. */
import type { TokenAnswer } from '../client-types.ts'
import type { Log } from '../log.ts'
import { failureOf, type HttpAnswer, isJson, type Outcome, readError } from './outcome.ts'

export interface TransportDeps {
  readonly fetch: typeof fetch
  readonly apiBase: string
  readonly token: (rejected: string | null) => Promise<TokenAnswer>
  readonly now: () => Date
  readonly log: Log
  /** Aborted when the device closes: nothing under way is waited for. */
  readonly ended: AbortSignal
}

export interface Ask {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface Transport {
  /** The bytes of a JSON answer. `href` is absolute, or relative to the municipality's `apiBase`. */
  json(href: string, ask?: Ask): Promise<Outcome<Uint8Array>>
  /** Any answer that came whole: a batch carries its verdicts inside, whatever its own status. */
  raw(href: string, ask: Ask): Promise<Outcome<HttpAnswer>>
  /** Whether a link that IMDi gave stays within the municipality. */
  within(href: string): boolean
}

/** For a page of 5,000 rows on a poor line. */
const timeLimitMs = 120_000

export function createTransport(deps: TransportDeps): Transport {
  const base = new URL(deps.apiBase.endsWith('/') ? deps.apiBase : `${deps.apiBase}/`)
  let token: string | null = null
  let asking: Promise<TokenAnswer> | null = null

  /** Five requests that need a token ask for one. */
  async function askToken(rejected: string | null): Promise<TokenAnswer> {
    asking ??= deps.token(rejected).finally(() => {
      asking = null
    })
    return await asking
  }

  const within = (href: string): boolean => {
    if (!URL.canParse(href, base.href)) return false
    const url = new URL(href, base.href)
    return url.origin === base.origin && url.pathname.startsWith(base.pathname)
  }

  async function once(href: string, ask: Ask, bearer: string): Promise<HttpAnswer> {
    const ends = [deps.ended, AbortSignal.timeout(timeLimitMs), ...(ask.signal ? [ask.signal] : [])]
    const response = await deps.fetch(new URL(href, base).href, {
      method: ask.method ?? 'GET',
      headers: {
        accept: 'application/json',
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        authorization: `Bearer ${bearer}`,
        ...ask.headers,
      },
      ...(ask.body === undefined ? {} : { body: ask.body }),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.any(ends),
    })
    const body = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, header: (name) => response.headers.get(name), body }
  }

  async function reached(href: string, ask: Ask, bearer: string): Promise<Outcome<HttpAnswer>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return { kind: 'ok', value: await once(href, ask, bearer) }
      } catch (error) {
        if (ask.signal?.aborted || deps.ended.aborted) return { kind: 'stopped' }
        const why = reason(error)
        // A kept-alive socket may have died while nobody looked. Only reading is repeated: what a lost answer to
        // a write means is for the outbox to find out.
        if (attempt === 1 && ask.method !== 'POST' && deadSocket.has(why)) continue
        return { kind: 'unreachable', why }
      }
    }
  }

  async function raw(href: string, ask: Ask): Promise<Outcome<HttpAnswer>> {
    if (!within(href)) return { kind: 'unexpected', why: 'a link outside the municipality' }
    for (let rejected: string | null = null; ; ) {
      if (token === null) {
        const answer = await askToken(rejected)
        if (answer.token === null) {
          return answer.why === 'sign-in' ? { kind: 'sign-in' } : { kind: 'unreachable', why: 'no token' }
        }
        token = answer.token
      }
      const used = token
      const outcome = await reached(href, ask, used)
      if (outcome.kind !== 'ok' || outcome.value.status !== 401) return outcome
      if (token === used) token = null
      if (rejected !== null) return { kind: 'sign-in' }
      rejected = used
    }
  }

  return {
    within,
    raw,
    async json(href, ask = {}) {
      const outcome = await raw(href, ask)
      if (outcome.kind !== 'ok') return outcome
      const answer = outcome.value
      // Taking away a user's rows needs IMDi's own word; a gateway's refusal is only an obstacle on the way.
      if (answer.status === 403 && !/^0x[0-9a-f]+$/i.test(readError(answer.body).code)) {
        return { kind: 'unreachable', why: 'status 403' }
      }
      if (answer.status < 200 || answer.status > 299) return failureOf(answer, deps.now())
      if (!isJson(answer.header('content-type'))) return { kind: 'unreachable', why: 'an answer that is not JSON' }
      return { kind: 'ok', value: answer.body }
    },
  }
}

const deadSocket: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'net::ERR_CONNECTION_RESET',
  'net::ERR_CONNECTION_CLOSED',
  'net::ERR_EMPTY_RESPONSE',
  'net::ERR_SOCKET_NOT_CONNECTED',
])

/** A code, never a message: a message may hold an address with personal data in it. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'timeout'
  const cause = error.cause
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return /net::ERR_[A-Z_]+/.exec(error.message)?.[0] ?? error.name
}
