/** An address the app may speak to: https, or plain http to this PC itself, without a password in it. */
export function isSafeAddress(text: string): boolean {
  const url = parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1')
}

export function isLoopback(text: string): boolean {
  return parse(text)?.hostname === '127.0.0.1'
}

/** Whether both addresses are of the same scheme, host and port. */
export function sameOrigin(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)]
  return a !== null && b !== null && a.origin !== 'null' && a.origin === b.origin
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
