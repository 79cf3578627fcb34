import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type App, launchApp } from './app.ts'
import { openBrowser } from './browser.ts'
import { type Display, ensureDisplay } from './display.ts'
import { type Home, makeHome } from './home.ts'
import { membersOf } from './processes.ts'

/** An app as small as can be, with a child process that would outlive a careless kill. */
const main = `
  import { app, BrowserWindow, shell, utilityProcess } from 'electron'
  import { join } from 'node:path'
  app.whenReady().then(() => {
    utilityProcess.fork(join(import.meta.dirname, 'engine.js'))
    new BrowserWindow({ width: 800, height: 600 }).loadURL('data:text/html,<h1>Hei</h1>')
    console.log('sqlite binding', process.env.TILSKUDDSMAPPEN_SQLITE_BINDING ?? 'own', process.env.TILSKUDDSMAPPEN_ISSUER)
  })
  globalThis.open = (address) => shell.openExternal(address)
`

let display: Display
let home: Home
let launched: App | null = null

beforeAll(async () => {
  display = await ensureDisplay()
})
afterAll(() => display.stop())
beforeEach(() => {
  home = makeHome()
  const folder = join(home.folder, 'app')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'package.json'),
    '{ "name": "small", "version": "9.8.7", "type": "module", "main": "main.js" }',
  )
  writeFileSync(join(folder, 'main.js'), main)
  writeFileSync(join(folder, 'engine.js'), 'setInterval(() => {}, 1000)')
})
afterEach(async () => {
  await launched?.kill()
  home.remove()
})

async function launch(): Promise<App> {
  const simulator = { apiBase: 'http://127.0.0.1:1/', issuer: 'http://127.0.0.1:1/oidc', clientId: 'app' }
  launched = await launchApp({ home, simulator, env: display.env, folder: join(home.folder, 'app') })
  return launched
}

test('an app is launched on the Electron at hand, with its own home and the simulator’s addresses', async () => {
  const app = await launch()
  expect(await app.page.textContent('h1')).toBe('Hei')
  const seen = await app.app.evaluate(({ app: it }) => [it.getVersion(), it.getPath('home')])
  expect(seen).toEqual(['9.8.7', home.folder])
  expect(app.output()).toContain('http://127.0.0.1:1/oidc')
})

test('an address the app opens is handed to the test instead of a browser', async () => {
  const app = await launch()
  await app.app.evaluate(({ shell }) => shell.openExternal('http://127.0.0.1:1/authorize?state=a&nonce=b'))
  expect(await app.opened.next()).toBe('http://127.0.0.1:1/authorize?state=a&nonce=b')
})

test('a kill ends every process of the app, a close too', async () => {
  const first = await launch()
  expect(first.processes().length).toBeGreaterThan(3)
  await first.kill()
  expect(first.processes()).toEqual([])
  const second = await launch()
  await second.close()
  expect(membersOf(process.pid).filter((it) => it.command.includes('electron'))).toEqual([])
})

test('the browser signs in as a person would: user name, password, one-time code', async () => {
  const typed: string[] = []
  const server = await listen(typed)
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const browser = await openBrowser(display.env)
  try {
    await browser.signIn(`http://127.0.0.1:${port}/authorize`, {
      username: 'kari',
      password: 'hemmelig',
      otp: '123456',
    })
    expect(typed).toEqual(['username=kari&password=hemmelig', 'otp=123456'])
    expect(browser.page.url()).toContain('/callback')
  } finally {
    await browser.close()
    server.close()
  }
  expect(membersOf(process.pid).filter((it) => it.command.includes('electron'))).toEqual([])
})

/** Two pages like a provider's, then the app's own callback. */
function listen(typed: string[]): Promise<Server> {
  const pages: Record<string, string> = {
    '/authorize':
      '<form method=post action=/code><input name=username><input name=password type=password><button>Fortsett</button></form>',
    '/code': '<form method=post action=/done><input name=otp></form>',
  }
  const server = createServer((request, response) => {
    request.on('data', (chunk) => typed.push(String(chunk)))
    request.on('end', () => {
      const path = request.url ?? ''
      if (path === '/done') response.writeHead(303, { Location: '/callback?code=1' }).end()
      else response.setHeader('Content-Type', 'text/html').end(pages[path] ?? 'Ferdig')
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
