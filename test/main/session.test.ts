import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bareFetch } from '../../main/bare-fetch.ts'
import { createProvider, type SignedIn } from '../../main/session.ts'
import { type Simulator, startSimulator } from '../simulator/index.ts'
import { walkSignIn } from '../simulator/walk-sign-in.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ cases: 20 })
})
afterEach(() => simulator.clearFaults())
afterAll(() => simulator.close())

const provider = (over: Partial<Parameters<typeof createProvider>[0]> = {}) =>
  createProvider({
    issuer: simulator.issuer,
    clientId: simulator.clientId,
    scope: 'openid offline_access',
    fetch: bareFetch(fetch),
    ...over,
  })

const person = () => {
  const [first] = simulator.users
  if (first === undefined) throw new Error('the simulator has no user')
  return first
}

/** Signs in as a browser would; `visit` decides what happens with the address the provider sends the browser to. */
async function signIn(
  visit: (callback: URL) => Promise<unknown> = (callback) => fetch(callback),
  over: Partial<Parameters<typeof createProvider>[0]> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<{ signedIn: SignedIn; opened: URL; visited: unknown }> {
  let opened = new URL('about:blank')
  let visited: Promise<unknown> = Promise.resolve()
  const signedIn = await provider(over).signIn(async (url) => {
    opened = new URL(url)
    visited = walkSignIn(url, person()).then(visit)
    visited.catch(() => {})
  }, signal)
  return { signedIn, opened, visited: await visited }
}

describe('signing in', () => {
  it('yields the tokens and the subject, and the browser is told in Norwegian', async () => {
    const { signedIn, visited } = await signIn(async (callback) => (await fetch(callback)).text())
    expect(signedIn.accessToken).not.toBe('')
    expect(signedIn.refreshToken).toBeTruthy()
    expect(signedIn.subject).not.toBe('')
    expect(signedIn.expiresIn).toBeGreaterThan(0)
    expect(visited).toContain('Du er logget inn')
  })

  it('asks with PKCE (S256), state, nonce and a loopback address, new each time', async () => {
    const [one, other] = [(await signIn()).opened, (await signIn()).opened]
    for (const { origin, searchParams } of [one, other]) {
      expect(origin).toBe(new URL(simulator.issuer).origin)
      expect(searchParams.get('response_type')).toBe('code')
      expect(searchParams.get('code_challenge_method')).toBe('S256')
      expect(searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
      expect(searchParams.has('client_secret')).toBe(false)
    }
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)?.length).toBeGreaterThan(20)
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name))
    }
  })

  it('refuses a wrong state without spending the code, and goes on waiting', async () => {
    const { visited } = await signIn(async (callback) => {
      const forged = new URL(callback)
      forged.searchParams.set('state', 'feil')
      const refused = (await fetch(forged)).status
      return [refused, (await fetch(callback)).status]
    })
    expect(visited).toEqual([400, 200])
  })

  it('takes a code once: the second use finds no listener', async () => {
    const { visited } = await signIn(async (callback) => {
      const first = (await fetch(callback)).status
      const second = await fetch(callback).then(
        () => 'answered',
        () => 'nobody there',
      )
      return [first, second]
    })
    expect(visited).toEqual([200, 'nobody there'])
  })

  it('refuses a code that was given to another sign-in, and tells the browser that it did not work', async () => {
    let stolen = ''
    await expect(
      provider().signIn(async (url) => {
        stolen = (await walkSignIn(url, person())).searchParams.get('code') ?? ''
        throw new Error('stopped')
      }, new AbortController().signal),
    ).rejects.toThrow('stopped')
    expect(stolen).not.toBe('')
    let page: Promise<string> = Promise.resolve('')
    const injected = provider().signIn(async (url) => {
      const own = await walkSignIn(url, person())
      own.searchParams.set('code', stolen)
      page = fetch(own).then((response) => response.text())
    }, new AbortController().signal)
    await expect(injected).rejects.toMatchObject({ kind: 'sign-in-failed' })
    expect(await page).toContain('Du ble ikke logget inn')
  })

  it('refuses an answer in the name of another provider', async () => {
    const mixedUp = signIn((callback) => {
      callback.searchParams.set('iss', 'https://evil.example')
      return fetch(callback)
    })
    await expect(mixedUp).rejects.toMatchObject({ kind: 'sign-in-failed' })
  })

  it('ends when the user says no to the provider', async () => {
    const refused = signIn((callback) => {
      callback.searchParams.delete('code')
      callback.searchParams.set('error', 'access_denied')
      return fetch(callback)
    })
    await expect(refused).rejects.toMatchObject({ kind: 'sign-in-failed' })
  })

  it('ends when cancelled and when nobody comes, and leaves no listener open', async () => {
    const cancel = new AbortController()
    const waiting = provider().signIn(async () => cancel.abort(), cancel.signal)
    await expect(waiting).rejects.toMatchObject({ kind: 'sign-in-cancelled' })
    let redirect = ''
    const nobody = provider({ answerWithinMs: 60 }).signIn(async (url) => {
      redirect = new URL(url).searchParams.get('redirect_uri') ?? ''
    }, new AbortController().signal)
    await expect(nobody).rejects.toMatchObject({ kind: 'sign-in-failed' })
    await expect(fetch(redirect)).rejects.toThrow()
  })

  it('is out of reach without the provider, and works again with it', async () => {
    simulator.addFault('unreachable')
    const one = provider()
    const signal = new AbortController().signal
    await expect(one.signIn(async () => {}, signal)).rejects.toMatchObject({ kind: 'unreachable' })
    simulator.clearFaults()
    const signedIn = await one.signIn(
      async (url) => void walkSignIn(url, person()).then((callback) => fetch(callback)),
      signal,
    )
    expect(signedIn.accessToken).not.toBe('')
  })
})

describe('refreshing', () => {
  it('rotates the refresh token; a used one ends the session', async () => {
    const { refreshToken } = (await signIn()).signedIn
    const one = provider()
    const first = await one.refresh(refreshToken ?? '')
    if (first.kind !== 'refreshed') throw new Error(first.kind)
    expect(first.grant.refreshToken).toBeTruthy()
    expect(first.grant.refreshToken).not.toBe(refreshToken)
    expect(await one.refresh(refreshToken ?? '')).toEqual({ kind: 'ended' })
    expect(await one.refresh(first.grant.refreshToken ?? '')).toEqual({ kind: 'ended' })
  })

  it.each(['unreachable', 'server-error:refresh', 'html:refresh'])(
    'does not take %s for the end of the session',
    async (fault) => {
      const { refreshToken } = (await signIn()).signedIn
      const one = provider()
      simulator.addFault(fault)
      expect(await one.refresh(refreshToken ?? '')).toEqual({ kind: 'unreachable' })
      simulator.clearFaults()
      expect(await one.refresh(refreshToken ?? '')).toMatchObject({ kind: 'refreshed' })
    },
  )

  it('does not work any more after signing out', async () => {
    const { refreshToken } = (await signIn()).signedIn
    const one = provider()
    await one.revoke(refreshToken ?? '')
    expect(await one.refresh(refreshToken ?? '')).toEqual({ kind: 'ended' })
  })
})
