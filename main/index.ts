import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { app, type BrowserWindow, nativeTheme, session } from 'electron'
import type { AppInfo, Settings } from '../preload/contract.ts'
import { isLoopback } from './address.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { isTestData } from './config.ts'
import { openEgress } from './egress.ts'
import { createEngineControl, type EngineControl } from './engine-host.ts'
import { startEngineProcess } from './engine-process.ts'
import { createFailedFlow } from './failed-flow.ts'
import { createFlow, type Flow, type FlowDeps } from './flow.ts'
import { type Ground, placeChromium, prepareGround } from './ground.ts'
import { guardSession, openSignInPage, type PageOrigin, silenceChromium, switchOffSpellChecking } from './guard.ts'
import { createHandlers } from './handlers.ts'
import { sendEvent, serveCalls } from './ipc.ts'
import { type Keychain, openKeychain } from './keychain.ts'
import { setMenu } from './menu.ts'
import { quitInOrder } from './quit.ts'
import { createProvider } from './session.ts'
import { openSettings } from './settings.ts'
import { askWhoAmI } from './who-am-i.ts'
import { openWindow } from './window.ts'

/** The folder of everything built: main, engine, worker, preload and page. */
const out = dirname(dirname(fileURLToPath(import.meta.url)))

const ground = prepareGround()
placeChromium(ground.folders)
silenceChromium()
switchOffSpellChecking()
registerAppScheme()
// The lock lies in the data folder, so it must know its place first.
if (app.requestSingleInstanceLock()) {
  app.whenReady().then(run, (error: unknown) => {
    ground.log.error('start', error)
    app.exit(1)
  })
} else {
  app.exit(0)
}

function run(): void {
  const { folders, log } = ground
  let window: BrowserWindow | null = null
  const page: PageOrigin = { developmentServer: developmentServer() }
  const settings = openSettings(folders.data)
  const engine = createEngineControl(() => startEngineProcess(join(out, 'main', 'engine.js'), folders.logs), log)
  const keychain = openKeychain()
  const flow = openFlow(ground, engine, keychain, {
    state: (state) => sendEvent(window, 'app-state', state),
    sync: (status) => sendEvent(window, 'sync', status),
    changed: (topics) => sendEvent(window, 'changed', topics),
    signedIn: () => bringForward(window),
  })

  // The page's session lives in memory: no cookies, no cache and no storage of its own on disk.
  const pageSession = session.fromPartition('page', { cache: false })
  guardSession(session.defaultSession, { developmentServer: null }, log)
  guardSession(pageSession, page, log)
  serveApp(pageSession, join(out, 'renderer'))
  setMenu()
  applyTheme(settings.settings().theme)

  serveCalls(() => window, page, createHandlers({ flow, engine, settings, info: appInfo(ground), applyTheme }), log)
  window = openWindow({ session: pageSession, preload: join(out, 'preload', 'index.cjs'), page, settings, log })
  app.on('second-instance', () => bringForward(window))
  quitInOrder(window, () => flow.stop(), keychain.hangs)

  log.info('started', { version: app.getVersion(), electron: process.versions.electron })
  void flow.start()
  const check = () => void flow.checkOfflinePeriod().catch((error: unknown) => log.error('offline-period', error))
  setInterval(check, 10 * 60 * 1000).unref()
}

function openFlow(
  { config, folders, log }: Ground,
  engine: EngineControl,
  keychain: Keychain,
  events: FlowDeps['events'],
): Flow {
  if ('failure' in config) {
    log.error('ground', config.failure)
    return createFailedFlow(config.failure)
  }
  const fetch = openEgress()
  return createFlow({
    config,
    folders,
    keychain,
    provider: createProvider({ ...config, fetch }),
    whoAmI: (apiBase, accessToken) => askWhoAmI(fetch, apiBase, accessToken),
    engine,
    workerUrl: pathToFileURL(join(out, 'db', 'worker.js')).href,
    nativeBinding: app.isPackaged ? null : (process.env.TILSKUDDSMAPPEN_SQLITE_BINDING ?? null),
    openBrowser: (url) => openSignInPage(url, config.issuer),
    events,
    log,
    now: () => new Date(),
    monotonic: () => performance.now(),
  })
}

function appInfo({ config, folders }: Ground): AppInfo {
  const usable = 'failure' in config ? null : config
  return {
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    apiBase: usable?.apiBase ?? '',
    issuer: usable?.issuer ?? '',
    testData: usable !== null && isTestData(usable),
    dataFolder: folders.data,
  }
}

/** Vite's page server on this PC, in development. */
function developmentServer(): string | null {
  const address = process.env.TILSKUDDSMAPPEN_PAGE_SERVER
  return !app.isPackaged && address !== undefined && isLoopback(address) ? address : null
}

function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme
}

function bringForward(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
