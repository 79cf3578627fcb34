/** Sends one request: an address and what fetch takes beside it. */
export type Send = (url: string, init: RequestInit) => Promise<Response>

/**
 * Fetch with what holds for every request of the app: nothing kept, no cookies, no redirect followed. A redirect
 * would take the token or the search elsewhere, and IMDi's service answers without one.
 */
export function bareFetch(send: Send): typeof fetch {
  return (input, init) => {
    if (typeof input !== 'string' && !(input instanceof URL)) {
      return Promise.reject(new TypeError('requests are made from an address'))
    }
    return send(String(input), { ...init, cache: 'no-store', credentials: 'omit', redirect: 'error' })
  }
}
