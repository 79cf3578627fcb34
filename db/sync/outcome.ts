/** HTTP → what it means for sync. The one place that knows status codes and IMDi's error codes. Pure. */
import { z } from 'zod'
import { longestWaitMs } from '../outbox/longest-wait.ts'

export type Failure =
  /** No answer, half an answer, or somebody else's (a captive portal): nothing is known. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** A whole answer of IMDi's that breaks the contract. */
  | { readonly kind: 'unexpected'; readonly why: string }
  /** The session is over: wait for sign-in. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'no-role' }
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number | null }
  | { readonly kind: 'server'; readonly status: number; readonly retryAfterMs: number | null }
  /** The delta token is too old, or the server was restored: pull everything anew. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly sentence: string }
  /** The user stopped it. */
  | { readonly kind: 'stopped' }

export type Outcome<T> = { readonly kind: 'ok'; readonly value: T } | Failure

export interface HttpAnswer {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly body: Uint8Array
}

const errorBody = z.object({ error: z.object({ code: z.string().catch(''), message: z.string().catch('') }) })

/** IMDi's error body; empty strings when there is none. */
export function readError(body: Uint8Array): { readonly code: string; readonly message: string } {
  try {
    const read = errorBody.safeParse(JSON.parse(new TextDecoder().decode(body)))
    return read.success ? read.data.error : { code: '', message: '' }
  } catch {
    return { code: '', message: '' }
  }
}

const expiredToken = '0x80044352'

/** An answer that is not 2xx. 401 is settled before this, by the token's renewal. */
export function failureOf(answer: HttpAnswer, now: Date): Failure {
  const { status } = answer
  const { code, message } = readError(answer.body)
  if ((status === 400 || status === 410) && code.toLowerCase() === expiredToken) return { kind: 'expired' }
  if (status === 401) return { kind: 'sign-in' }
  if (status === 429) return { kind: 'rate-limit', retryAfterMs: retryAfter(answer.header('retry-after'), now) }
  if (status === 408 || status >= 500) {
    return { kind: 'server', status, retryAfterMs: retryAfter(answer.header('retry-after'), now) }
  }
  // A proxy's own 4xx page, or a redirect: not IMDi's word.
  if (status < 400 || (code === '' && message === '')) return { kind: 'unreachable', why: `status ${status}` }
  if (status === 403) return { kind: 'no-role' }
  if (status === 404) return { kind: 'not-found' }
  return { kind: 'refused', status, code, sentence: message }
}

/** `Retry-After`: seconds or a date, in milliseconds from now, and never more than the longest wait. */
export function retryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null
  if (/^\d+$/.test(value.trim())) return Math.min(Number(value) * 1000, longestWaitMs)
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now.getTime()), longestWaitMs)
}

/** A JSON answer says that it is one. */
export function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)
}
