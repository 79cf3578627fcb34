import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type LoopbackOptions, openLoopback } from '../../main/loopback.ts'

const state = 'riktig-state'

async function open(over: Partial<LoopbackOptions> = {}) {
  const loopback = await openLoopback({ state, signal: new AbortController().signal, timeoutMs: 5_000, ...over })
  onTestFinished(loopback.close)
  return { ...loopback, port: Number(new URL(loopback.redirectUri).port) }
}

function ask(
  port: number,
  path: string,
  { method = 'GET', host = `127.0.0.1:${port}` }: { method?: string; host?: string } = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { Host: host } }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

describe('the loopback listener', () => {
  it('takes the one answer that belongs to this sign-in, shows a Norwegian page, and closes', async () => {
    const { port, redirectUri, answer } = await open()
    expect(redirectUri).toBe(`http://127.0.0.1:${port}/callback`)
    const asked = ask(port, `/callback?code=abc&state=${state}&iss=x`)
    const taken = await answer
    expect(taken.url.searchParams.get('code')).toBe('abc')
    expect(await listens(port)).toBe(false)
    taken.respond('done')
    const { status, body, headers } = await asked
    expect(status).toBe(200)
    expect(body).toContain('Du er logget inn')
    expect(body).toContain('Gå tilbake til Tilskuddsmappen')
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  it.each([
    ['another path', '/favicon.ico', {}, 404],
    ['another path with the right values', `/annet?code=abc&state=${state}`, {}, 404],
    ['a POST', `/callback?code=abc&state=${state}`, { method: 'POST' }, 405],
    [
      'another Host, as a page that has rebound its name would send',
      `/callback?code=abc&state=${state}`,
      { host: 'evil.example' },
      421,
    ],
    ['localhost instead of 127.0.0.1', `/callback?code=abc&state=${state}`, { host: 'localhost' }, 421],
    ['a wrong state', '/callback?code=abc&state=feil', {}, 400],
    ['no state', '/callback?code=abc', {}, 400],
    ['two states', `/callback?code=abc&state=${state}&state=feil`, {}, 400],
    ['neither code nor error', `/callback?state=${state}`, {}, 400],
    ['two codes', `/callback?code=abc&code=def&state=${state}`, {}, 400],
    [
      'an error with a wrong state, which would end a sign-in from outside',
      '/callback?error=access_denied&state=feil',
      {},
      400,
    ],
  ])('refuses %s, and goes on waiting for the right one', async (_, path, options, status) => {
    const { port, answer } = await open()
    const refused = await ask(port, path, options)
    expect(refused.status).toBe(status)
    expect(refused.body).not.toContain('abc')
    const right = ask(port, `/callback?code=riktig&state=${state}`)
    const taken = await answer
    expect(taken.url.searchParams.get('code')).toBe('riktig')
    taken.respond('done')
    expect((await right).status).toBe(200)
  })

  it('takes the same address once: a second use finds nobody', async () => {
    const { port, answer } = await open()
    const first = ask(port, `/callback?code=abc&state=${state}`)
    const taken = await answer
    await expect(ask(port, `/callback?code=abc&state=${state}`)).rejects.toThrow(/ECONNREFUSED/)
    taken.respond('failed')
    expect((await first).body).toContain('Du ble ikke logget inn')
    expect(await listens(port)).toBe(false)
  })

  it('is not left open: it closes when the time is out', async () => {
    const { port, answer } = await open({ timeoutMs: 50 })
    await expect(answer).rejects.toMatchObject({ kind: 'sign-in-failed' })
    expect(await listens(port)).toBe(false)
  })

  it('closes when the sign-in is cancelled, also on those who hold a connection open', async () => {
    const cancel = new AbortController()
    const { port, answer } = await open({ signal: cancel.signal })
    const holding = connect(port, '127.0.0.1')
    await new Promise((resolve) => holding.once('connect', resolve))
    const ended = new Promise((resolve) => holding.once('close', resolve))
    cancel.abort()
    await expect(answer).rejects.toMatchObject({ kind: 'sign-in-cancelled' })
    await ended
    expect(await listens(port)).toBe(false)
  })

  it('listens on this PC alone', async () => {
    const { port } = await open()
    expect(await listens(port)).toBe(true)
    const elsewhere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.2', () => resolve(true))
      socket.on('error', () => resolve(false))
    })
    expect(elsewhere).toBe(false)
  })
})
