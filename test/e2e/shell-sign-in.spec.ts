import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { openBrowser } from '../support/browser.ts'
import { expect, test } from '../support/e2e.ts'
import { appState, askToSignIn, listen, logLines } from './shell-support.ts'

test('the sign-in goes through the system browser and ends in the app; the browser says so in Norwegian', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  const env = await app.app.evaluate(() => ({ DISPLAY: process.env.DISPLAY ?? '' }))
  await app.page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
  const address = new URL(await app.opened.next())
  expect(address.origin).toBe(new URL(simulator.issuer).origin)
  expect((await appState(app.page)).phase).toBe('signing-in')
  const browser = await openBrowser(env)
  try {
    await browser.signIn(address.href, simulator.user)
    await expect(browser.page.locator('h1')).toHaveText('Du er logget inn')
  } finally {
    await browser.close()
  }
  await expect.poll(async () => (await appState(app.page)).phase).toBe('ready')
  expect(await appState(app.page)).toMatchObject({ userName: 'Ingrid Solbakken', signedIn: true })
})

test('while it waits, foreign requests to the loopback are refused, and after the answer nobody listens', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  await askToSignIn(app.page)
  const address = new URL(await app.opened.next())
  const redirect = new URL(address.searchParams.get('redirect_uri') ?? '')
  const state = address.searchParams.get('state') ?? ''
  const ask = (path: string, init?: RequestInit) => fetch(new URL(path, redirect), init).then((it) => it.status)
  expect(await ask('/')).toBe(404)
  expect(await ask('/callback?code=x&state=feil')).toBe(400)
  expect(await ask('/callback?error=access_denied&state=feil')).toBe(400)
  expect(await ask(`/callback?state=${state}`)).toBe(400)
  expect(await ask(`/callback?code=x&state=${state}`, { method: 'POST' })).toBe(405)
  expect((await appState(app.page)).phase).toBe('signing-in')

  // A code the provider never gave: the one answer is spent, the sign-in fails, and the listener is gone.
  expect(await ask(`/callback?code=oppdiktet&state=${state}&iss=${encodeURIComponent(simulator.issuer)}`)).toBe(400)
  await expect
    .poll(async () => await appState(app.page))
    .toMatchObject({ phase: 'signed-out', failure: 'sign-in-failed' })
  await expect(ask(`/callback?code=oppdiktet&state=${state}`)).rejects.toThrow('fetch failed')
})

test('a listener is not left open: cancelling and quitting close it', async ({ launch }) => {
  const app = await launch()
  const listening = async (address: string) => {
    const redirect = new URL(new URL(address).searchParams.get('redirect_uri') ?? '')
    return await fetch(redirect).then(
      () => true,
      () => false,
    )
  }
  await askToSignIn(app.page)
  const first = await app.opened.next()
  expect(await listening(first)).toBe(true)
  await app.page.evaluate(() => window.tilskuddsmappen.call('session.cancelSignIn', {}))
  expect(await appState(app.page)).toEqual({ phase: 'signed-out', known: null, failure: null })
  expect(await listening(first)).toBe(false)
  await askToSignIn(app.page)
  const second = await app.opened.next()
  expect(await listening(second)).toBe(true)
  await app.close()
  expect(await listening(second)).toBe(false)
})

test('tokens, names and keys lie sealed: nothing of them stands in any file or in the log', async ({
  home,
  launch,
  simulator,
}) => {
  const app = await launch()
  await askToSignIn(app.page)
  await app.signInInBrowser(simulator.user)
  await expect.poll(async () => (await appState(app.page)).phase).toBe('ready')
  const status = () => app.page.evaluate(() => window.tilskuddsmappen.call('sync.status', {}))
  await expect.poll(status).toMatchObject({ value: { hasReplica: true, phase: 'idle' } })
  await app.close()
  const users = join(home.data, 'users')
  const [user = ''] = readdirSync(users)
  expect(user).toMatch(/^[0-9a-f]{32}$/)
  expect(readdirSync(join(users, user))).toEqual(expect.arrayContaining(['profile.sealed', 'session.sealed']))
  expect(statSync(home.data).mode & 0o777).toBe(0o700)
  expect(statSync(join(users, user, 'session.sealed')).mode & 0o777).toBe(0o600)
  const state = JSON.stringify(logLines(home))
  // The address of a page of rows is what an HTTP cache would file it under.
  const addresses = ['imdi_tilskuddssaks', 'WhoAmI', 'refresh_token']
  for (const secret of ['Ingrid', 'Solbakken', 'Sandefjord', simulator.user.password, ...addresses]) {
    expect(state).not.toContain(secret)
    for (const file of filesUnder(home.data)) expect(readFileSync(file).includes(secret), file).toBe(false)
  }
})

test('a redirect is refused by Electron’s own fetch, as all requests of the app ask it to', async ({ launch }) => {
  let visits = 0
  const elsewhere = createServer((_, response) => {
    visits += 1
    response.end('{}')
  })
  const redirecting = createServer((_, response) => response.writeHead(302, { Location: away }).end())
  const [away, url] = [await listen(elsewhere), await listen(redirecting)]
  try {
    const { app } = await launch()
    const outcomes = await app.evaluate(async ({ net, session }, from) => {
      const init = {
        redirect: 'error',
        cache: 'no-store',
        credentials: 'omit',
        headers: { Authorization: 'Bearer x' },
      } as const
      const both = await Promise.allSettled([session.fromPartition('imdi').fetch(from, init), net.fetch(from, init)])
      return both.map((it) => it.status)
    }, url)
    expect(outcomes).toEqual(['rejected', 'rejected'])
    expect(visits).toBe(0)
  } finally {
    elsewhere.close()
    redirecting.close()
  }
})

test('with the session kept, the next start needs neither browser nor network', async ({ launch, simulator }) => {
  const first = await launch()
  await askToSignIn(first.page)
  await first.signInInBrowser(simulator.user)
  await expect.poll(async () => (await appState(first.page)).phase).toBe('ready')
  await first.close()
  await simulator.addFaults('unreachable')
  const second = await launch()
  await expect.poll(async () => (await appState(second.page)).phase).toBe('ready')
  expect(second.opened.all()).toHaveLength(1)
  await simulator.clearFaults()
})

test('signing out with wiping leaves no file of the user and no key in the keychain', async ({
  home,
  launch,
  simulator,
}) => {
  const app = await launch()
  await askToSignIn(app.page)
  await app.signInInBrowser(simulator.user)
  await expect.poll(async () => (await appState(app.page)).phase).toBe('ready')
  const users = join(home.data, 'users')
  expect(readdirSync(users)).toHaveLength(1)
  const answer = await app.page.evaluate(() => window.tilskuddsmappen.call('session.signOut', { wipe: true }))
  expect(answer).toEqual({ ok: true, value: null })
  expect(readdirSync(users)).toEqual([])
  expect(existsSync(join(home.data, 'installation.json'))).toBe(true)
  await app.close()
  const again = await launch()
  await expect.poll(() => appState(again.page)).toEqual({ phase: 'signed-out', known: null, failure: null })
})

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
