import * as client from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './index.ts'
import { walkSignIn } from './walk-sign-in.ts'

let simulator: Simulator
let config: client.Configuration

beforeAll(async () => {
  simulator = await startSimulator({ cases: 40, lifetimes: { access: 120, refreshIdle: 600, absolute: 1500 } })
  config = await client.discovery(new URL(simulator.issuer), simulator.clientId, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
  })
})
afterAll(() => simulator.close())
afterEach(() => void vi.useRealTimers())

const user = (at: number) => {
  const found = simulator.users[at]
  if (!found) throw new Error(`no user ${at}`)
  return found
}

async function begin(redirectPort = 43_211) {
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: `http://127.0.0.1:${redirectPort}/callback`,
    scope: 'openid offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { url: url.href, state, nonce, verifier }
}

async function signIn(at = 0) {
  const started = await begin()
  const callback = await walkSignIn(started.url, user(at))
  return client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: started.verifier,
    expectedState: started.state,
    expectedNonce: started.nonce,
  })
}

const whoAmI = (token: string) =>
  fetch(`${simulator.apiBase}WhoAmI()`, { headers: { authorization: `Bearer ${token}` } })
const refreshed = (token: string | undefined) => client.refreshTokenGrant(config, token ?? '')

describe('sign-in', () => {
  test('gives tokens that the API takes, by user, password and one-time code, on any loopback port', async () => {
    const tokens = await signIn()
    const answer = await whoAmI(tokens.access_token)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ imdi_navn: 'Ingrid Solbakken' })
    expect(tokens.refresh_token).toBeTruthy()
    expect(tokens.claims()?.name ?? tokens.claims()?.sub).toBeTruthy()
  })

  test('refuses a wrong password and a wrong code with a Norwegian sentence', async () => {
    const { url } = await begin()
    await expect(walkSignIn(url, { ...user(0), password: 'feil' })).rejects.toThrow('Brukernavn eller passord er feil.')
    const other = await begin()
    await expect(walkSignIn(other.url, { ...user(0), otp: '000000' })).rejects.toThrow('Engangskoden er feil.')
  })

  test('requires PKCE and the registered address', async () => {
    const { url } = await begin()
    const bare = new URL(url)
    bare.searchParams.delete('code_challenge')
    bare.searchParams.delete('code_challenge_method')
    expect((await walkSignIn(bare.href, user(0))).searchParams.get('error')).toBe('invalid_request')
    const elsewhere = new URL(url)
    elsewhere.searchParams.set('redirect_uri', 'http://127.0.0.1:4000/other')
    await expect(walkSignIn(elsewhere.href, user(0))).rejects.toThrow('invalid_redirect_uri')
  })

  test('takes a code once only', async () => {
    const started = await begin()
    const callback = await walkSignIn(started.url, user(0))
    const checks = {
      pkceCodeVerifier: started.verifier,
      expectedState: started.state,
      expectedNonce: started.nonce,
    }
    const tokens = await client.authorizationCodeGrant(config, callback, checks)
    await expect(client.authorizationCodeGrant(config, callback, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    expect((await whoAmI(tokens.access_token)).status).toBe(401)
  })

  test('rotates refresh tokens, and a second use revokes the whole session', async () => {
    const first = await signIn()
    const second = await refreshed(first.refresh_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await whoAmI(second.access_token)).status).toBe(200)
    await expect(refreshed(first.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(refreshed(second.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await whoAmI(second.access_token)).status).toBe(401)
  })

  test('the fault token-reuse ends the session, lost-reply loses the new token, server-error leaves it alone', async () => {
    const kept = await signIn()
    simulator.addFault('server-error:refresh:1')
    await expect(refreshed(kept.refresh_token)).rejects.toThrow()
    const next = await refreshed(kept.refresh_token)
    simulator.addFault('token-reuse:refresh:1')
    await expect(refreshed(next.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await whoAmI(next.access_token)).status).toBe(401)
    simulator.clearFaults()

    const lost = await signIn()
    simulator.addFault('lost-reply:refresh:1')
    await expect(refreshed(lost.refresh_token)).rejects.toThrow()
    await expect(refreshed(lost.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
    simulator.clearFaults()
  })

  test('access token, idle refresh token and the whole session run out', async () => {
    const began = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: began })
    const at = (seconds: number) => vi.setSystemTime(began + seconds * 1000)
    const [used, idle] = [await signIn(), await signIn()]
    at(119)
    expect((await whoAmI(used.access_token)).status).toBe(200)
    at(125)
    expect((await whoAmI(used.access_token)).status).toBe(401)
    at(500)
    const second = await refreshed(used.refresh_token)
    expect((await whoAmI(second.access_token)).status).toBe(200)
    at(700)
    await expect(refreshed(idle.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
    at(1000)
    const third = await refreshed(second.refresh_token)
    at(1400)
    const fourth = await refreshed(third.refresh_token)
    at(1520)
    await expect(refreshed(fourth.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('roles and municipalities decide what the API gives', async () => {
    const ask = (at: number, path: string) =>
      fetch(`${simulator.url}/${path}`, { headers: { authorization: `Bearer ${user(at).accessToken}` } })
    expect((await ask(2, 'api/data/v9.2/WhoAmI')).status).toBe(403)
    expect((await ask(0, '3805/api/data/v9.2/WhoAmI')).status).toBe(403)
    expect((await ask(3, '3805/api/data/v9.2/imdi_tilskuddssaks')).status).toBe(200)
    const types = async (at: number) => {
      const { value } = await (await ask(at, 'api/data/v9.2/imdi_tilskuddssaks')).json()
      return new Set(value.map((row: { imdi_type: number }) => row.imdi_type))
    }
    expect(await types(0)).toContain(100000002)
    expect(await types(1)).not.toContain(100000002)
    expect((await fetch(`${simulator.apiBase}WhoAmI`)).status).toBe(401)
  })
})
