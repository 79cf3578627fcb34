import { badRequest } from './error.ts'

/** Part of a `multipart/mixed` body: its header lines (names in lower case) and what follows them. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export const boundaryOf = (contentType: string | undefined): string | null =>
  /^multipart\/mixed\s*;.*?boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1] ?? null

const splitHead = (text: string): [string, string] => {
  const found = /\r?\n\r?\n/.exec(text)
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [text, '']
}

export function readHeaders(lines: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of lines.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

export function readParts(body: string, boundary: string): Part[] {
  const pieces = `\r\n${body}`.split(`\n--${boundary}`)
  if (pieces.length < 3 || !pieces.at(-1)?.startsWith('--')) {
    throw badRequest('The batch body is not terminated by its boundary.', '0x80048d19')
  }
  return pieces.slice(1, -1).map((piece) => {
    const [head, content] = splitHead(piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''))
    return { headers: readHeaders(head), body: content }
  })
}

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Reads an `application/http` part. */
export function readHttp(text: string): HttpRequest {
  const [head, body] = splitHead(text.replace(/^\s+/, ''))
  const [first = '', ...rest] = head.split(/\r?\n/)
  const [, method, url] = /^([A-Z]+) (\S+)(?: HTTP\/1\.[01])?\s*$/.exec(first) ?? []
  if (!method || !url) throw badRequest(`Cannot read the request line '${first}' in the batch.`, '0x80048d19')
  return { method, url, headers: readHeaders(rest.join('\r\n')), body: body.trim() }
}

export const writeMultipart = (boundary: string, parts: readonly string[]): string =>
  `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`
