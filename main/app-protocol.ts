import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Session } from 'electron'
import { protocol } from 'electron'

/** The page's address: a scheme of our own instead of file://, which could read every file of the user. */
export const appOrigin = 'app://tilskuddsmappen'
export const appPage = `${appOrigin}/index.html`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** Must be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: false } },
  ])
}

/** Serves the built page from `root` to one session, with the content security policy on every answer. */
export function serveApp(session: Session, root: string): void {
  session.protocol.handle('app', async (request) => {
    const file = fileOf(request.url, root)
    if (request.method !== 'GET' || file === null) return new Response(null, { status: 404 })
    try {
      const body = await readFile(file)
      const type = types[extname(file)]
      if (type === undefined) return new Response(null, { status: 404 })
      if (!file.endsWith('.html')) return new Response(new Uint8Array(body), { headers: headers(type, csp(null)) })
      const nonce = randomBytes(16).toString('base64')
      return new Response(withNonce(body.toString(), nonce), { headers: headers(type, csp(nonce)) })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}

/** The file an address stands for, or null when it is none of the page's. */
export function fileOf(address: string, root: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || url.protocol !== 'app:' || url.host !== 'tilskuddsmappen') return null
  const path = decode(url.pathname)
  if (path === null || path.includes('\0')) return null
  const file = normalize(join(root, path))
  return file.startsWith(root + sep) ? file : null
}

/** Nothing but the page's own files; styles also with the nonce, which AG Grid puts on the ones it makes. */
export function csp(nonce: string | null): string {
  const styles = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** The page reads its nonce from a meta element (renderer/index.html); each load has its own. */
export function withNonce(html: string, nonce: string): string {
  return html.replaceAll('__STYLE_NONCE__', nonce)
}

function headers(type: string, policy: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
