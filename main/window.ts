import { BrowserWindow, nativeTheme, type Session, screen } from 'electron'
import { appPage } from './app-protocol.ts'
import { guardContents, type PageOrigin } from './guard.ts'
import type { Log } from './log.ts'
import { offerTextMenu } from './menu.ts'
import type { SettingsFile } from './settings.ts'
import { minimum, placeWindow } from './window-place.ts'

export interface WindowOptions {
  readonly session: Session
  readonly preload: string
  readonly page: PageOrigin
  readonly settings: SettingsFile
  readonly log: Log
}

/** The title bar is the page's own top bar, 48 points high, under a line of one. */
const overlayHeight = 47

export function openWindow({ session, preload, page, settings, log }: WindowOptions): BrowserWindow {
  const { maximized, ...bounds } = placeWindow(
    settings.place(),
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimum.width,
    minHeight: minimum.height,
    title: 'Tilskuddsmappen',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: colours().background,
    ...titleBar(),
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      enableWebSQL: false,
      disableDialogs: true,
      v8CacheOptions: 'none',
    },
  })
  guardContents(window.webContents, page, log)
  offerTextMenu(window.webContents)
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  // A page that names a person in its title would put the name into the task bar and the window list.
  window.on('page-title-updated', (event) => event.preventDefault())
  rememberPlace(window, settings, log)
  followTheme(window)
  reloadOnce(window, log)
  tellViolations(window, log)
  window.loadURL(page.developmentServer ?? appPage).catch((error: unknown) => log.error('page', error))
  return window
}

function titleBar() {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset' } as const
  if (process.platform !== 'win32') return {}
  return { titleBarStyle: 'hidden', titleBarOverlay: overlay() } as const
}

function colours() {
  return nativeTheme.shouldUseDarkColors
    ? { background: '#14181b', text: '#ececed' }
    : { background: '#ffffff', text: '#222d33' }
}

function overlay() {
  const { background, text } = colours()
  return { color: background, symbolColor: text, height: overlayHeight }
}

function followTheme(window: BrowserWindow): void {
  const follow = () => {
    window.setBackgroundColor(colours().background)
    if (process.platform === 'win32') window.setTitleBarOverlay(overlay())
  }
  nativeTheme.on('updated', follow)
  window.on('closed', () => nativeTheme.off('updated', follow))
}

function rememberPlace(window: BrowserWindow, settings: SettingsFile, log: Log): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    const place = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    settings.setPlace(place).catch((error: unknown) => log.error('place', error))
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, 500)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', save)
}

/** A page that died is loaded again; one that dies again within a minute is left, rather than blinking for ever. */
function reloadOnce(window: BrowserWindow, log: Log): void {
  let last = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    log.warn('page-gone', { reason, exitCode })
    if (reason === 'clean-exit' || performance.now() - last < 60_000) return
    last = performance.now()
    window.webContents.reload()
  })
}

/** What the policy stopped is counted in the log: in a release a page that breaks its own policy is a fault. */
function tellViolations(window: BrowserWindow, log: Log): void {
  window.webContents.on('console-message', (details, _level, text) => {
    // Electron before 35 gives the text as the third argument only.
    const message = 'message' in details ? details.message : text
    const directive = /Content Security Policy directive: "([a-z-]+)/.exec(message)?.[1]
    if (directive !== undefined) log.warn('csp-violation', { directive })
  })
}
