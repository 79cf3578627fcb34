import type { IncomingMessage, ServerResponse } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Reply } from './caller.ts'
import type { Misbehaviour, Phase } from './faults.ts'
import { sendHalf, shiftClock } from './misbehave.ts'

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
  response.statusCode = reply.status
  response.setHeader('odata-version', '4.0')
  shiftClock(faults, response)
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
  if (reply.body === null) {
    response.end()
    return
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  let body: Uint8Array = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  let gzipped = reply.gzipped === true
  if (gzipped && (!takesGzip || faults.has('bad-json'))) {
    body = gunzipSync(body)
    gzipped = false
  }
  if (faults.has('bad-json')) body = body.subarray(0, Math.floor(body.length / 2))
  if (!gzipped && takesGzip && body.length > 1400) {
    body = gzipSync(body, { level: 4 })
    gzipped = true
  }
  if (gzipped) response.setHeader('content-encoding', 'gzip')
  response.setHeader('vary', 'Accept-Encoding')
  if (await sendHalf(faults, response, body)) return
  response.setHeader('content-length', body.length)
  response.end(body)
}
