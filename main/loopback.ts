import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { ShellFailure } from './failure.ts'
import { type LoopbackPage, loopbackHeaders, loopbackPage } from './loopback-page.ts'

/** A listener on this PC that takes one answer from the browser (RFC 8252, section 7.3), and then closes. */
export interface Loopback {
  readonly redirectUri: string
  /** The one valid answer; rejects when cancelled or when the time is out. */
  readonly answer: Promise<LoopbackAnswer>
  close(): void
}

export interface LoopbackAnswer {
  readonly url: URL
  /** Ends the browser's waiting request with a page. Must be called once. */
  respond(page: LoopbackPage): void
}

export interface LoopbackOptions {
  readonly state: string
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

/**
 * Listens on 127.0.0.1 at a port the system chooses. Anything but a GET of /callback with our own Host and the
 * expected `state` is refused and changes nothing: any page in any browser can send requests here, and must
 * neither be able to sign someone in nor to end a sign-in under way.
 */
export async function openLoopback({ state, signal, timeoutMs }: LoopbackOptions): Promise<Loopback> {
  signal.throwIfAborted()
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 16_384 })
  server.maxConnections = 20
  const sockets = new Set<Duplex>()
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const origin = `http://127.0.0.1:${port}`

  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }

  const answer = new Promise<LoopbackAnswer>((resolve, reject) => {
    const stop = (kind: 'sign-in-cancelled' | 'sign-in-failed') => {
      close()
      reject(new ShellFailure(kind))
    }
    const cancelled = () => stop('sign-in-cancelled')
    const timer = setTimeout(() => stop('sign-in-failed'), timeoutMs)
    signal.addEventListener('abort', cancelled, { once: true })

    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const reading = readAnswer(request, origin, state)
      if (!('url' in reading)) {
        send(response, reading.status, 'refused')
        return
      }
      clearTimeout(timer)
      signal.removeEventListener('abort', cancelled)
      // From here nobody else gets in: the same address a second time finds no listener.
      server.removeAllListeners('request')
      server.on('request', (_, late) => send(late, 410, 'refused'))
      server.close()
      resolve({
        url: reading.url,
        respond: (page) => {
          response.on('close', close)
          send(response, page === 'done' ? 200 : 400, page)
        },
      })
    })
  })
  // Whoever awaits the answer hears of a failure; a listener closed before that must not end the app.
  answer.catch(() => {})
  return { redirectUri: `${origin}/callback`, answer, close }
}

function readAnswer(request: IncomingMessage, origin: string, state: string): { url: URL } | { status: number } {
  if (request.headers.host !== origin.slice('http://'.length)) return { status: 421 }
  if (request.method !== 'GET') return { status: 405 }
  if (!request.url?.startsWith('/callback?')) return { status: 404 }
  const url = new URL(request.url, origin)
  const [states, codes, errors] = ['state', 'code', 'error'].map((name) => url.searchParams.getAll(name))
  const oneOutcome = (codes?.length ?? 0) + (errors?.length ?? 0) === 1
  const [given] = states ?? []
  if (!oneOutcome || states?.length !== 1 || given === undefined || !equal(given, state)) return { status: 400 }
  return { url }
}

function send(response: ServerResponse, status: number, page: LoopbackPage): void {
  response.writeHead(status, loopbackHeaders)
  response.end(loopbackPage(page))
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
