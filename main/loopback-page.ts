import { createHash } from 'node:crypto'

/** What the browser shows at the end: signed in, not signed in, or a request that was none of ours. */
export type LoopbackPage = 'done' | 'failed' | 'refused'

const texts: Record<LoopbackPage, { readonly heading: string; readonly text: string }> = {
  done: {
    heading: 'Du er logget inn',
    text: 'Gå tilbake til Tilskuddsmappen. Du kan lukke denne fanen.',
  },
  failed: {
    heading: 'Du ble ikke logget inn',
    text: 'Gå tilbake til Tilskuddsmappen og prøv igjen. Du kan lukke denne fanen.',
  },
  refused: {
    heading: 'Denne adressen kan ikke brukes',
    text: 'Start innloggingen fra Tilskuddsmappen.',
  },
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;color:#222d33;background:#f3f4f4;display:grid;place-items:center;min-height:90vh;margin:0}' +
  'main{background:#fff;border:1px solid #d8dadb;border-radius:8px;padding:32px 40px;max-width:26rem}' +
  'h1{font-size:22px;margin:0 0 8px}p{margin:0;color:#565f63}' +
  '@media(prefers-color-scheme:dark){body{color:#ececed;background:#14181b}main{background:#1b2024;border-color:#30363b}p{color:#a5a8aa}}'

/** Nothing of the page, whose address held the code, is kept or told to anyone. */
export const loopbackHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  Connection: 'close',
}

export function loopbackPage(page: LoopbackPage): string {
  const { heading, text } = texts[page]
  return (
    `<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>${heading}</title><style>${style}</style></head>` +
    `<body><main><h1>${heading}</h1><p>${text}</p></main></body></html>`
  )
}
