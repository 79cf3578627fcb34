import { app, type Session, shell, type WebContents } from 'electron'
import { isSafeAddress, sameOrigin } from './address.ts'
import { appOrigin } from './app-protocol.ts'
import { ShellFailure } from './failure.ts'
import type { Log } from './log.ts'

/** Switches that keep Chromium from speaking with anyone by itself. Must be set before Electron is ready. */
export function silenceChromium(): void {
  const { commandLine } = app
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'disable-breakpad',
    'disable-http-cache',
    'no-pings',
    'no-first-run',
    'disable-default-apps',
  ]) {
    commandLine.appendSwitch(name)
  }
  commandLine.appendSwitch('dns-prefetch-disable')
  commandLine.appendSwitch(
    'disable-features',
    'AutofillServerCommunication,CertificateTransparencyComponentUpdater,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,SpareRendererForSitePerProcess,Translate',
  )
  // Chromium keeps no secret for us; without this it would ask the Linux keyring for a key of its own.
  if (process.platform === 'linux') commandLine.appendSwitch('password-store', 'basic')
}

/** Every session, also those Electron makes by itself, would fetch a dictionary from Google at its first use. */
export function switchOffSpellChecking(): void {
  app.on('session-created', (session) => {
    session.setSpellCheckerEnabled(false)
    session.setSpellCheckerLanguages([])
  })
}

/** Where the page may come from: our own scheme, in development also the page server on this PC. */
export interface PageOrigin {
  readonly developmentServer: string | null
}

export function isPage(address: string, { developmentServer }: PageOrigin): boolean {
  const own = address === appOrigin || address.startsWith(`${appOrigin}/`)
  return own || (developmentServer !== null && sameOrigin(address, developmentServer))
}

/** No permission is granted, nothing but the page's own files is loaded, nothing is downloaded or spell-checked. */
export function guardSession(session: Session, page: PageOrigin, log: Log): void {
  session.setPermissionRequestHandler((_, permission, callback) => {
    log.warn('permission-refused', { permission })
    callback(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_, callback) => callback({}))
  session.webRequest.onBeforeRequest((details, callback) => {
    const local =
      /^(data|blob|devtools):/.test(details.url) || isPage(details.url, page) || isHotReload(details.url, page)
    if (!local) log.warn('request-refused', { type: details.resourceType })
    callback({ cancel: !local })
  })
  session.on('will-download', (event) => event.preventDefault())
}

/** The page stays the page: no navigation, no new windows, no frames, no webview. */
export function guardContents(contents: WebContents, page: PageOrigin, log: Log): void {
  contents.on('will-frame-navigate', (event) => {
    // Loading itself again is the one thing that is no way out. Where this is prevented, no will-navigate follows.
    if (event.isMainFrame && isPage(event.url, page)) return
    event.preventDefault()
    log.warn('navigation-refused')
  })
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url, page)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => {
    log.warn('window-refused')
    return { action: 'deny' }
  })
}

/** The only address that leaves for the system browser: the configured provider's sign-in page. */
export async function openSignInPage(url: string, issuer: string): Promise<void> {
  if (!isSafeAddress(url) || !sameOrigin(url, issuer)) throw new ShellFailure('sign-in-failed')
  await shell.openExternal(url)
}

function isHotReload(address: string, { developmentServer }: PageOrigin): boolean {
  return developmentServer !== null && sameOrigin(address.replace(/^ws:/, 'http:'), developmentServer)
}
