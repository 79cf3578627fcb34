import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** Chromium refuses some ports below this range, and systems hand out short-lived ones above it. */
const lowest = 20_000
const highest = 60_000

const tryListen = (server: Server, port: number) =>
  new Promise<boolean>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed)
      resolve(true)
    })
  })

/** Listens on 127.0.0.1; 0 picks a free port between 20000 and 60000. */
export async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer({ keepAliveTimeout: 30_000 }, handler)
  for (let attempt = 0; attempt < 50; attempt++) {
    const chosen = port === 0 ? lowest + Math.floor(Math.random() * (highest - lowest)) : port
    if (await tryListen(server, chosen)) return { server, port: chosen }
    if (port !== 0) throw new Error(`Port ${port} is in use`)
  }
  throw new Error('No free port found')
}

export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
