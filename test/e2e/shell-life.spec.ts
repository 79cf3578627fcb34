import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../support/app.ts'
import { expect, test } from '../support/e2e.ts'
import { makeHome } from '../support/home.ts'
import { startKeyring } from '../support/keyring.ts'
import { membersOf } from '../support/processes.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import { appState, askToSignIn, listen, logLines } from './shell-support.ts'

async function signIn(app: App, simulator: SimulatorProcess): Promise<void> {
  await askToSignIn(app.page)
  await app.signInInBrowser(simulator.user)
  await expect.poll(async () => (await appState(app.page)).phase).toBe('ready')
}

const engineOf = (app: App) => app.processes().find((it) => it.command.includes('node.mojom.NodeService'))
const status = (app: App) => app.page.evaluate(() => window.tilskuddsmappen.call('sync.status', {}))

test('quitting in the middle of a first pull leaves no process after two seconds', async ({ launch, simulator }) => {
  await simulator.addFaults('slow=4000:first-pull')
  const app = await launch()
  await signIn(app, simulator)
  await expect.poll(async () => await status(app)).toMatchObject({ value: { phase: 'first-pull' } })
  expect(engineOf(app)).toBeDefined()
  const start = Date.now()
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  while (membersOf(app.pid).length > 0 && Date.now() - start < 5_000) await sleep(20)
  const took = Date.now() - start
  expect(membersOf(app.pid)).toEqual([])
  expect(took).toBeLessThan(2_000)
  await simulator.clearFaults()
})

test('what was typed last is handed over when the window is closed: the page is told before the engine ends', async ({
  launch,
  simulator,
}) => {
  const app = await launch()
  await signIn(app, simulator)
  await expect.poll(async () => await status(app)).toMatchObject({ value: { hasReplica: true } })
  const draft = await app.page.evaluate(async () => {
    const { call } = window.tilskuddsmappen
    const query = {
      search: '',
      asText: false,
      types: [],
      grantYears: [],
      statuses: [],
      termId: null,
      change: null,
      sort: null,
    }
    const list = await call('cases.open', query)
    if (!list.ok) throw new Error(list.error.kind)
    const page = await call('cases.page', { version: list.value.version, from: 0, to: 1 })
    const [first] = page.ok && !page.value.stale ? page.value.rows : []
    const made = await call('drafts.create', { regarding: { kind: 'case', id: first?.id ?? '' }, problem: null })
    if (!made.ok) throw new Error(made.error.kind)
    const { id, revision, fields } = made.value
    window.addEventListener('pagehide', () => {
      void call('drafts.save', {
        id,
        revision: revision + 1,
        fields: { ...fields, termIds: [...fields.termIds], what: 'skrevet helt til slutt' },
      })
    })
    return id
  })
  await app.close()
  const again = await launch()
  await expect.poll(async () => (await appState(again.page)).phase).toBe('ready')
  const kept = await again.page.evaluate((id) => window.tilskuddsmappen.call('drafts.get', { id }), draft)
  expect(kept).toMatchObject({ ok: true, value: { fields: { what: 'skrevet helt til slutt' } } })
})

test('an engine that is killed comes back under the open window, and the window is told to ask again', async ({
  home,
  launch,
  simulator,
}) => {
  const app = await launch()
  await signIn(app, simulator)
  await expect.poll(async () => await status(app)).toMatchObject({ value: { hasReplica: true } })
  const before = engineOf(app)
  if (before === undefined) throw new Error('no engine')
  await app.page.evaluate(() => {
    window.tilskuddsmappen.on('changed', (topics) => {
      document.body.dataset.told = `${document.body.dataset.told ?? ''} ${topics.join(' ')}`
    })
  })
  process.kill(before.pid, 'SIGKILL')
  await expect(app.page.locator('body')).toHaveAttribute('data-told', /cases/)
  await expect.poll(async () => await status(app)).toMatchObject({ ok: true, value: { hasReplica: true } })
  expect(engineOf(app)?.pid).not.toBe(before.pid)
  expect(logLines(home, 'engine-ended')).toHaveLength(1)
  expect((await appState(app.page)).phase).toBe('ready')
})

test('a page that dies is loaded again, and the files stay open', async ({ home, launch, simulator }) => {
  const app = await launch()
  await signIn(app, simulator)
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await expect.poll(() => logLines(home, 'page-gone').length).toBe(1)
  const phase = () =>
    app.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const answer: unknown = await contents?.executeJavaScript(
        "tilskuddsmappen.call('app.state', {}).then((it) => it.value.phase)",
      )
      return answer
    })
  await expect.poll(phase).toBe('ready')
})

test('a second start brings the first window forward and ends', async ({ launch }) => {
  const first = await launch()
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await expect(launch()).rejects.toThrow()
  await expect
    .poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((it) => it.isVisible())))
    .toEqual([true])
})

test('the window opens where it was, and within the screen when that place is gone', async ({ home, launch }) => {
  const bounds = { x: 40, y: 60, width: 1100, height: 700 }
  const first = await launch()
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds)
  await first.close()
  const file = join(home.data, 'settings.json')
  expect(JSON.parse(readFileSync(file, 'utf8')).place).toMatchObject(bounds)
  const where = (app: App) => app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  const second = await launch()
  expect(await where(second)).toMatchObject(bounds)
  await second.close()
  const stored = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...stored, place: { ...bounds, x: 9000, y: 9000, maximized: false } }))
  const third = await launch()
  const corrected = await where(third)
  expect(corrected?.x).toBeLessThan(1920)
  expect(corrected?.y).toBeLessThan(1200)
})

test('settings are kept, and the colour scheme follows at once', async ({ launch }) => {
  const settings = { theme: 'dark', density: 'lg', language: 'nb', letterKeys: false } as const
  const first = await launch()
  const set = await first.page.evaluate((to) => window.tilskuddsmappen.call('settings.set', to), settings)
  expect(set).toEqual({ ok: true, value: null })
  await first.page.emulateMedia({ colorScheme: null })
  const dark = () => first.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await expect.poll(dark).toBe(true)
  await first.close()
  const second = await launch()
  const kept = await second.page.evaluate(() => window.tilskuddsmappen.call('settings.get', {}))
  expect(kept).toEqual({ ok: true, value: settings })
})

test('the menu is Norwegian and holds neither reloading nor English', async ({ launch }) => {
  const { app } = await launch()
  const labels = await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.flatMap((top) => [top.label, ...(top.submenu?.items.map((it) => it.label) ?? [])]),
  )
  expect(labels?.filter((label) => label !== '')).toEqual([
    'Fil',
    'Avslutt',
    'Rediger',
    'Angre',
    'Gjør om',
    'Klipp ut',
    'Kopier',
    'Lim inn',
    'Merk alt',
    'Vis',
    'Større',
    'Større',
    'Mindre',
    'Vanlig størrelse',
    'Fullskjerm',
    // Only in development, as here.
    'Utviklerverktøy',
  ])
})

test('the app speaks with nobody but IMDi: a proxy sees no request of Chromium’s own', async ({
  launch,
  simulator,
}) => {
  const asked: string[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(502).end()
  })
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.destroy()
  })
  const address = await listen(proxy)
  try {
    const app = await launch({ args: [`--proxy-server=${address}`, '--proxy-bypass-list=127.0.0.1'] })
    await signIn(app, simulator)
    await expect.poll(async () => await status(app)).toMatchObject({ value: { hasReplica: true } })
    await app.page.keyboard.type('feilstavet ord i et felt')
    await sleep(8_000)
    expect(asked).toEqual([])
  } finally {
    proxy.close()
  }
})

test.describe('a start that can’t succeed is told in the window, with the file it is about', () => {
  const failure = async (app: App) => {
    await expect.poll(async () => (await appState(app.page)).phase).toBe('failed')
    return await appState(app.page)
  }

  test('no configuration', async ({ launch }) => {
    const app = await launch({ simulator: null })
    expect(await failure(app)).toMatchObject({ failure: 'config-missing', detail: 'apiBase, issuer, clientId' })
    await expect(app.page.locator('main')).toContainText('apiBase, issuer, clientId')
  })

  test('a configuration file that is no JSON', async ({ home, launch }) => {
    await mkdir(home.data, { recursive: true })
    writeFileSync(join(home.data, 'config.json'), '{ "apiBase": ')
    const app = await launch({ simulator: null })
    expect(await failure(app)).toMatchObject({ failure: 'config-invalid', detail: expect.stringContaining(home.data) })
  })

  test('a data folder that a service copies elsewhere, into which nothing is written', async ({ home, launch }) => {
    const folder = join(home.folder, 'OneDrive - Sandefjord kommune', 'tilskuddsmappen')
    const app = await launch({ env: { TILSKUDDSMAPPEN_DATA: folder } })
    expect(await failure(app)).toMatchObject({ failure: 'folder-refused', detail: expect.stringContaining('OneDrive') })
    expect(existsSync(folder)).toBe(false)
  })

  test('no keychain: no plain-text fallback, and nothing is kept', async ({ home, launch }) => {
    const app = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
    expect(await failure(app)).toMatchObject({ failure: 'keychain-missing' })
    expect(existsSync(join(home.data, 'users'))).toBe(false)
    await app.close()
  })

  test('a keychain that asks and gets no answer holds up neither the window nor the quitting', async ({
    display,
    home,
    launch,
  }) => {
    const other = makeHome()
    const keyring = await startKeyring(other, 'prompting', display)
    try {
      const app = await launch({ env: keyring.env })
      expect((await appState(app.page)).phase).toBe('starting')
      const start = Date.now()
      await app.page.evaluate(() => window.tilskuddsmappen.call('settings.get', {}))
      expect(Date.now() - start).toBeLessThan(500)
      await expect.poll(async () => (await appState(app.page)).phase, { timeout: 15_000 }).toBe('failed')
      expect(await appState(app.page)).toMatchObject({ failure: 'keychain-silent' })
      expect(existsSync(join(home.data, 'users'))).toBe(false)
      await app.close()
    } finally {
      await keyring.stop()
      other.remove()
    }
  })
})
