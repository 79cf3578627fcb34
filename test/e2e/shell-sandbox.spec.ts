import { createServer } from 'node:http'
import { expect, test } from '../support/e2e.ts'
import { appState, listen, logLines } from './shell-support.ts'

/** What a page taken over by someone else could do: tried out in the running window. */

test('the page has no Node, no Electron, and only the named bridge', async ({ launch }) => {
  const { page } = await launch()
  const found = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
    bridge: Object.keys(window.tilskuddsmappen).sort(),
    frozen: Object.isFrozen(window.tilskuddsmappen),
  }))
  expect(found).toEqual({ node: [], bridge: ['call', 'on'], frozen: true })
})

test('what the page does to built-in objects does not reach the bridge: the two worlds are apart', async ({
  launch,
}) => {
  const { page } = await launch()
  const answer = await page.evaluate(async () => {
    const seen: unknown[] = []
    const { includes } = Array.prototype
    Array.prototype.includes = function (...args) {
      seen.push(args[0])
      return includes.apply(this, args)
    }
    const result = await window.tilskuddsmappen.call('app.state', {})
    Array.prototype.includes = includes
    return { seen: seen.filter((it) => it === 'app.state'), ok: result.ok }
  })
  expect(answer).toEqual({ seen: [], ok: true })
})

test('the page is loaded over the app protocol with exactly the policy agreed on, and a nonce of its own each time', async ({
  launch,
}) => {
  const { page } = await launch()
  expect(page.url()).toMatch(/^app:\/\/tilskuddsmappen\//)
  const policies: string[] = []
  const nonces: string[] = []
  for (let times = 0; times < 2; times += 1) {
    const response = await page.reload()
    policies.push(response?.headers()['content-security-policy'] ?? '')
    nonces.push((await page.locator('meta[name="style-nonce"]').getAttribute('content')) ?? '')
  }
  for (const [at, policy] of policies.entries()) {
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; " +
        `style-src 'self' 'nonce-${nonces[at]}'; img-src 'self' data:; font-src 'self'; connect-src 'none'; ` +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    )
  }
  expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  expect(nonces[0]).not.toBe(nonces[1])
})

test('the policy is enforced: scripts, styles, frames, images and requests that are not the page’s are stopped', async ({
  launch,
}) => {
  const { page } = await launch()
  // Playwright's own scripts go past the policy; what they put into the page does not.
  const outcome = await page.evaluate(async () => {
    const violated: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
    const put = (name: string, set: (element: HTMLElement) => void) => {
      const element = document.createElement(name)
      set(element)
      document.body.append(element)
    }
    put('script', (it) => {
      it.textContent = 'globalThis.broken = 1'
    })
    put('script', (it) => it.setAttribute('src', 'https://evil.example/x.js'))
    put('style', (it) => {
      it.textContent = 'body{color:red}'
    })
    put('iframe', (it) => it.setAttribute('src', 'https://evil.example/'))
    put('img', (it) => it.setAttribute('src', 'https://evil.example/x.png'))
    put('object', (it) => it.setAttribute('data', 'https://evil.example/x'))
    put('base', (it) => it.setAttribute('href', 'https://evil.example/'))
    const requests = await Promise.allSettled([
      fetch('https://evil.example/'),
      fetch('app://tilskuddsmappen/index.html'),
    ])
    // In a timer, since what Playwright runs itself is let past the policy.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return "run"')())
        } catch {
          resolve('stopped')
        }
      })
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    return {
      violated: [...new Set(violated)].sort(),
      broken: 'broken' in globalThis,
      evaluated,
      requests: requests.map((it) => it.status),
    }
  })
  expect(outcome.broken).toBe(false)
  expect(outcome.evaluated).toBe('stopped')
  expect(outcome.requests).toEqual(['rejected', 'rejected'])
  expect(outcome.violated).toEqual([
    'base-uri',
    'connect-src',
    'frame-src',
    'img-src',
    'object-src',
    'script-src',
    'script-src-elem',
    'style-src-elem',
  ])
})

test('a violation is told in the log by its directive alone, and the app’s own screens cause none', async ({
  home,
  launch,
}) => {
  const { page } = await launch()
  await expect(page.locator('main, [role=main]').first()).toBeVisible()
  expect(logLines(home, 'csp-violation')).toEqual([])
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body{}'
    document.head.append(style)
  })
  await expect.poll(() => logLines(home, 'csp-violation').length).toBeGreaterThan(0)
  expect(logLines(home, 'csp-violation')[0]).toMatchObject({ directive: 'style-src' })
})

test('the page can’t go anywhere, open windows, or leave by a link, a form or a frame', async ({ home, launch }) => {
  let visits = 0
  const server = createServer((_, response) => {
    visits += 1
    response.end('<h1>Ute</h1>')
  })
  const outside = await listen(server)
  try {
    const { page, app, opened } = await launch()
    const before = page.url()
    for (const script of [
      `location.href = '${outside}'`,
      `location.assign('file:///etc/passwd')`,
      `location.replace('data:text/html,<h1>x</h1>')`,
      `window.open('${outside}')`,
      `window.open('about:blank')`,
      `{ const a = document.createElement('a'); a.href = '${outside}'; a.target = '_blank'; document.body.append(a); a.click() }`,
      `{ const a = document.createElement('a'); a.href = '${outside}'; a.download = 'x'; document.body.append(a); a.click() }`,
      `{ const f = document.createElement('form'); f.action = '${outside}'; document.body.append(f); f.submit() }`,
      `{ const i = document.createElement('iframe'); i.src = '${outside}'; document.body.append(i) }`,
      `{ const w = document.createElement('webview'); w.setAttribute('src', '${outside}'); document.body.append(w) }`,
      `new Image().src = '${outside}'`,
      `navigator.sendBeacon('${outside}')`,
    ]) {
      await page.evaluate(script).catch(() => undefined)
      await page.waitForTimeout(80)
      expect(page.url(), script).toBe(before)
    }
    expect(app.windows()).toHaveLength(1)
    expect(visits).toBe(0)
    expect(opened.all()).toEqual([])
    expect((await appState(page)).phase).toBe('signed-out')
    expect(logLines(home, 'navigation-refused').length).toBeGreaterThan(0)
    expect(logLines(home, 'window-refused').length).toBeGreaterThan(0)
  } finally {
    server.close()
  }
})

test('no permission is granted: camera, screen, place, notifications, reading the clipboard', async ({
  home,
  launch,
}) => {
  const { page } = await launch()
  const answers = await page.evaluate(async () => {
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'granted',
        () => 'refused',
      )
    const asked = await Promise.all(
      (['geolocation', 'notifications', 'midi', 'persistent-storage', 'push'] satisfies PermissionName[]).map((name) =>
        navigator.permissions.query({ name }).then(
          (it) => it.state,
          () => 'unknown',
        ),
      ),
    )
    return {
      asked,
      media: await refused(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await refused(navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await refused(navigator.clipboard.readText()),
      place: await refused(
        new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no, { timeout: 2000 })),
      ),
      notification: await Notification.requestPermission(),
    }
  })
  expect(answers.asked.filter((state) => state === 'granted')).toEqual([])
  expect(answers).toMatchObject({
    media: 'refused',
    screen: 'refused',
    clipboard: 'refused',
    place: 'refused',
    notification: 'denied',
  })
  expect(logLines(home, 'permission-refused').length).toBeGreaterThan(0)
})

test('the page stores nothing on disk: no cookies, no storage that outlives the app', async ({ launch }) => {
  const first = await launch()
  await first.page.evaluate(() => {
    localStorage.setItem('navn', 'Kari Nordmann')
  })
  await first.close()
  const second = await launch()
  expect(await second.page.evaluate(() => localStorage.getItem('navn'))).toBeNull()
})

test('the preload’s names are the only ones: unknown calls, wrong arguments and foreign frames are refused', async ({
  home,
  launch,
}) => {
  const { page, app } = await launch()
  // As text, since the compiler would refuse these calls.
  const answers = await page.evaluate(`Promise.all([
    tilskuddsmappen.call('fs.readFile', { path: '/etc/passwd' }),
    tilskuddsmappen.call('constructor', {}),
    tilskuddsmappen.call('cases.get', { id: "' or 1=1" }),
    tilskuddsmappen.call('cases.get', { id: '6a0f1f3e-1111-4222-8333-000000003804', more: 1 }),
    tilskuddsmappen.call('settings.set', { theme: 'rosa' }),
    tilskuddsmappen.call('session.signOut', {}),
  ])`)
  const refused = { ok: false, error: { kind: 'bad-arguments' } }
  expect(answers).toMatchObject([refused, refused, refused, refused, refused, refused])

  // A window the app did not make, on a page of another origin, with the same preload.
  const foreign = await app.evaluate(async ({ BrowserWindow, app: it }) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${it.getAppPath()}/out/preload/index.cjs`, sandbox: true },
    })
    await window.loadURL('data:text/html,<p>x</p>')
    const answer: unknown = await window.webContents.executeJavaScript("tilskuddsmappen.call('app.info', {})")
    window.destroy()
    return answer
  })
  expect(foreign).toMatchObject({ ok: false, error: { kind: 'refused-sender' } })
  expect(logLines(home, 'sender-refused')).toHaveLength(1)
})

test('only files of the built page are served', async ({ launch }) => {
  const { app } = await launch()
  const statuses = await app.evaluate(async ({ session }) => {
    const page = session.fromPartition('page')
    const addresses = [
      'app://tilskuddsmappen/index.html',
      'app://tilskuddsmappen/../main/index.js',
      'app://tilskuddsmappen/%2e%2e/main/index.js',
      'app://tilskuddsmappen/..%2fmain%2findex.js',
      'app://tilskuddsmappen/..%5cmain%5cindex.js',
      'app://tilskuddsmappen/%2fetc%2fpasswd',
      'app://tilskuddsmappen/index.html%00.js',
      'app://annet/index.html',
      'app://tilskuddsmappen/',
    ]
    return Promise.all(
      addresses.map((address) =>
        page.fetch(address).then(
          (it) => it.status,
          () => 0,
        ),
      ),
    )
  })
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404, 404])
})

test('no crash reporter runs, and Chromium’s own files lie under the app’s data folder', async ({ home, launch }) => {
  const { app, processes } = await launch()
  expect(processes().filter((it) => it.command.includes('crashpad'))).toEqual([])
  const folders = await app.evaluate(({ app: it }) =>
    (['userData', 'sessionData', 'crashDumps', 'logs'] as const).map((name) => it.getPath(name)),
  )
  expect(folders.filter((folder) => !folder.startsWith(`${home.data}/`))).toEqual([])
})
