import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Reply } from './caller.ts'
import type { Misbehaviour, Phase } from './faults.ts'
import { sendHalf, shiftClock } from './misbehave.ts'
import { gzipWithTail, plainWithTail } from './segment.ts'

/** Which part of a sync the request belongs to, as far as faults tell them apart. */
export function phaseOf(method: string, path: string, query: string, prefer: string | undefined): Phase | null {
  if (path.endsWith('/$batch') || method !== 'GET') return 'push'
  const search = decodeURIComponent(query)
  if (search.includes('$deltatoken=')) return 'delta'
  const tracked = /tracked="1".*since="(-?\d+)"/.exec(search)
  if (tracked) return tracked[1] === '-1' ? 'first-pull' : 'delta'
  return prefer?.includes('odata.track-changes') ? 'first-pull' : null
}

/** Sends an answer of the API, gzipped when the client takes it, with what was asked to go wrong. No Cache-Control. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  faults: Misbehaviour,
): Promise<void> {
  if (response.destroyed) return
  response.statusCode = reply.status
  response.setHeader('odata-version', '4.0')
  shiftClock(faults, response)
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
  if (reply.body === null) {
    response.end()
    return
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const compress = takesGzip && !faults.has('bad-json')
  let gzipped = compress
  let body: Uint8Array
  if (typeof reply.body === 'string') {
    const plain = Buffer.from(reply.body)
    gzipped &&= plain.length > 1400
    body = gzipped ? gzipSync(plain, { level: 4 }) : plain
  } else {
    const { front, tail } = reply.body
    body = compress ? gzipWithTail(await front, tail) : plainWithTail(await front, tail)
  }
  if (faults.has('bad-json')) body = body.subarray(0, Math.floor(body.length / 2))
  if (gzipped) response.setHeader('content-encoding', 'gzip')
  response.setHeader('vary', 'Accept-Encoding')
  if (await sendHalf(faults, response, body)) return
  response.setHeader('content-length', body.length)
  response.end(body)
}
