import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { tooMany, unauthorized, withoutRole } from './access.ts'
import type { Reply } from './caller.ts'
import { ServiceError } from './error.ts'
import type { Misbehaviour } from './faults.ts'

const portal = `<!doctype html><html><head><title>Velkommen til gjestenett</title></head>
<body><h1>Gjestenett</h1><p>Godta vilkårene for å komme på nett.</p></body></html>`

/** What goes wrong before the service has looked at the request. Returns an answer to give instead, or null. */
export async function before(faults: Misbehaviour, response: ServerResponse): Promise<Reply | null> {
  const slow = faults.get('slow')
  if (faults.has('slow')) await wait(slow ?? 3000, undefined, { ref: false })
  if (faults.has('slow-headers')) await wait(faults.get('slow-headers') ?? 120_000, undefined, { ref: false })
  if (faults.has('slow-headers') || faults.has('unreachable')) {
    response.destroy()
    return { status: 0, headers: {}, body: null }
  }
  if (faults.has('expired-token')) throw unauthorized()
  if (faults.has('no-role')) throw withoutRole()
  if (faults.has('rate-limit')) throw tooMany(faults.get('rate-limit') ?? 2)
  if (faults.has('server-error')) throw new ServiceError(faults.get('server-error') ?? 503, '', 'Service Unavailable')
  if (faults.has('error-before-commit')) throw new ServiceError(500, '0x80040216', 'An unexpected error occurred.')
  if (faults.has('redirect')) return { status: 302, headers: { location: 'http://127.0.0.1:1/logg-inn' }, body: null }
  if (faults.has('html')) return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: portal }
  return null
}

export function shiftClock(faults: Misbehaviour, response: ServerResponse): void {
  if (!faults.has('wrong-clock')) return
  response.setHeader('date', new Date(Date.now() + (faults.get('wrong-clock') ?? 26) * 3_600_000).toUTCString())
}

/** Sends the headers and half the body, then breaks off, at once or after a silence. */
export async function sendHalf(faults: Misbehaviour, response: ServerResponse, body: Uint8Array): Promise<boolean> {
  if (!faults.has('cut-body') && !faults.has('stalled-body')) return false
  response.setHeader('content-length', body.length)
  await new Promise<void>((done) => response.write(body.subarray(0, Math.floor(body.length / 2)), () => done()))
  if (faults.has('stalled-body')) await wait(faults.get('stalled-body') ?? 120_000, undefined, { ref: false })
  response.destroy()
  return true
}
