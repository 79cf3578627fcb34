import { expect, test } from 'vitest'
import type { TokenAnswer } from '../../../db/client-types.ts'
import { createTransport, type Transport } from '../../../db/sync/transport.ts'

const apiBase = 'https://imdi.example/3804/api/data/v9.2/'
const json = { 'content-type': 'application/json; odata.metadata=minimal' }

interface Asked {
  readonly url: string
  readonly init: RequestInit | undefined
}

/** A transport whose answers are given one after another; what is thrown is a broken line. */
function transport(
  answers: (() => Response)[],
  token: (rejected: string | null) => Promise<TokenAnswer> = async () => ({ token: 'T1' }),
): Transport & { readonly asked: Asked[]; end(): void } {
  const asked: Asked[] = []
  const ended = new AbortController()
  const made = createTransport({
    apiBase,
    now: () => new Date('2021-12-08T10:00:00Z'),
    log: () => undefined,
    ended: ended.signal,
    token,
    fetch: async (input, init) => {
      asked.push({ url: String(input), init })
      const answer = answers.shift()
      if (!answer) throw new Error('Nothing more was expected')
      return answer()
    },
  })
  return { ...made, asked, end: () => ended.abort() }
}

const says =
  (status: number, body = '{}', headers: Record<string, string> = json) =>
  () =>
    new Response(body, { status, headers })
const breaks = (code: string) => () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}
const error = (code: string, message: string): string => JSON.stringify({ error: { code, message } })

test('asks below the municipality, leaves no trace on disk, follows nothing', async () => {
  const one = transport([says(200)])
  expect(await one.json('WhoAmI')).toMatchObject({ kind: 'ok' })
  expect(one.asked[0]?.url).toBe(`${apiBase}WhoAmI`)
  expect(one.asked[0]?.init).toMatchObject({ cache: 'no-store', credentials: 'omit', redirect: 'error' })
})

test.each([
  'https://other.example/3804/api/data/v9.2/x',
  'https://imdi.example/3805/api/data/v9.2/x',
  'http://imdi.example/3804/api/data/v9.2/x',
  '//other.example/x',
  `${apiBase}../../../../3805/api/data/v9.2/x`,
])('refuses %s without asking it: the token is for one municipality', async (href) => {
  const one = transport([])
  expect(await one.json(href)).toMatchObject({ kind: 'unexpected' })
  expect(one.asked).toEqual([])
})

test('asks once more when a kept line had died, but never sends a write twice by itself', async () => {
  const read = transport([breaks('ECONNRESET'), says(200)])
  expect((await read.json('a')).kind).toBe('ok')
  const dead = transport([breaks('UND_ERR_SOCKET'), breaks('UND_ERR_SOCKET')])
  expect(await dead.json('a')).toEqual({ kind: 'unreachable', why: 'UND_ERR_SOCKET' })
  const write = transport([breaks('ECONNRESET')])
  expect(await write.raw('$batch', { method: 'POST', body: '' })).toEqual({ kind: 'unreachable', why: 'ECONNRESET' })
})

test('a token that IMDi rejects is renewed once; rejected again, it is time to sign in', async () => {
  const told: (string | null)[] = []
  const tokens = ['T1', 'T2']
  const token = async (rejected: string | null): Promise<TokenAnswer> => {
    told.push(rejected)
    return { token: tokens.shift() ?? 'T3' }
  }
  const one = transport([says(401), says(200), says(200)], token)
  expect((await one.json('a')).kind).toBe('ok')
  expect((await one.json('b')).kind).toBe('ok')
  expect(told).toEqual([null, 'T1'])
  expect(new Headers(one.asked[2]?.init?.headers).get('authorization')).toBe('Bearer T2')
  const over = transport([says(401), says(401)], token)
  expect(await over.json('a')).toEqual({ kind: 'sign-in' })
})

test('without a token: sign in, or unreachable, and IMDi is not asked', async () => {
  const over = transport([], async () => ({ token: null, why: 'sign-in' }))
  expect(await over.json('a')).toEqual({ kind: 'sign-in' })
  const away = transport([], async () => ({ token: null, why: 'unreachable' }))
  expect((await away.json('a')).kind).toBe('unreachable')
})

test('several requests that need a token at once ask for one', async () => {
  let times = 0
  const one = transport([says(200), says(200), says(200)], async () => {
    times++
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { token: 'T1' }
  })
  const outcomes = await Promise.all(['a', 'b', 'c'].map((href) => one.json(href)))
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['ok', 'ok', 'ok'])
  expect(times).toBe(1)
})

test.each([
  ['HTML with 200', says(200, '<html>', { 'content-type': 'text/html' }), { kind: 'unreachable' }],
  ['no type', () => new Response(new Uint8Array([123, 125])), { kind: 'unreachable' }],
  ["a proxy's 403", says(403, '<html>', { 'content-type': 'text/html' }), { kind: 'unreachable' }],
  ["IMDi's 403", says(403, error('0x80040220', 'Nei')), { kind: 'no-role' }],
  ['an expired link, 400', says(400, error('0x80044352', 'Expired')), { kind: 'expired' }],
  ['an expired link, 410', says(410, error('0x80044352', 'Expired')), { kind: 'expired' }],
  ['another 400', says(400, error('0x1', 'Ugyldig')), { kind: 'refused', sentence: 'Ugyldig' }],
  ['not there', says(404, error('', 'Does not exist')), { kind: 'not-found' }],
  ['too often', says(429, '', { 'retry-after': '7' }), { kind: 'rate-limit', retryAfterMs: 7000 }],
  ['failed', says(503, '', { 'retry-after': '9' }), { kind: 'server', status: 503, retryAfterMs: 9000 }],
  ['timed out', says(408), { kind: 'server', status: 408 }],
])('%s', async (_what, answer, outcome) => {
  expect(await transport([answer]).json('a')).toMatchObject(outcome)
})

test('what is stopped, or under way when the device closes, ends at once', async () => {
  const hangs = () => {
    throw new DOMException('aborted', 'AbortError')
  }
  const stop = AbortSignal.abort()
  expect(await transport([hangs]).json('a', { signal: stop })).toEqual({ kind: 'stopped' })
  const one = transport([hangs])
  one.end()
  expect(await one.json('a')).toEqual({ kind: 'stopped' })
})
