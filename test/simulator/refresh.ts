import { IncomingMessage, type ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { errorReply } from './batch.ts'
import { send } from './exchange.ts'
import type { Faults } from './faults.ts'
import type { Identity } from './identity.ts'
import type { Ledger } from './ledger.ts'
import { before } from './misbehave.ts'
import { readBody } from './server.ts'

interface Surroundings {
  readonly faults: Faults
  readonly identity: Identity
  readonly ledger: Ledger
}

/** The request again, with its body put back for the provider to read. */
function replay(request: IncomingMessage, body: Buffer): IncomingMessage {
  // A socket of its own: a message closes its socket once it has been read to the end.
  const copy = new IncomingMessage(new Socket())
  const { method, url, headers } = request
  Object.assign(copy, { method, url, headers })
  copy.push(body)
  copy.push(null)
  return copy
}

/** Everything under the issuer. A refresh may be made to fail, before the provider sees it or after. */
export async function refresh(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { faults, identity, ledger }: Surroundings,
): Promise<void> {
  if (!path.endsWith('/token') || request.method !== 'POST') return identity.provider(request, response)
  const body = (await readBody(request, 100_000)) ?? Buffer.alloc(0)
  const form = new URLSearchParams(body.toString())
  const refreshing = form.get('grant_type') === 'refresh_token'
  const misbehaviour = refreshing ? faults.meet('refresh') : new Map()
  response.on('finish', () =>
    ledger.log({ method: 'POST', path, status: response.statusCode, at: new Date().toISOString() }),
  )
  const instead = await before(misbehaviour, response).catch(errorReply)
  if (instead) return send(request, response, instead, misbehaviour)
  if (misbehaviour.has('token-reuse')) await identity.spoil(form.get('refresh_token') ?? '')
  if (misbehaviour.has('lost-reply')) {
    // The provider answers into the void: the old token is used up, the new one never arrives.
    response.write = () => true
    response.end = () => {
      request.socket.destroy()
      return response
    }
  }
  identity.provider(replay(request, body), response)
}
