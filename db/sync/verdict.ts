/** What an answer to a sent request means for the request. Pure, and the only judge. */

import { type Part, readBatchAnswer } from './batch.ts'
import { type HttpAnswer, readError, retryAfter } from './outcome.ts'

export type Verdict =
  | { readonly kind: 'created' }
  /** Our GUID is there already: it was sent. Read it back. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'refused'; readonly sentence: string }
  /** The role is missing. */
  | { readonly kind: 'no-role'; readonly sentence: string }
  /** What the request is about is gone at IMDi. */
  | { readonly kind: 'regarding-gone' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number | null }
  | { readonly kind: 'server'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable'; readonly why: string }

const duplicateRule = '0x80040237'

/** `writes`: how many parts a success must have. */
export function verdictOf(answer: HttpAnswer, writes: number, now: Date): Verdict {
  const header = (name: string): string | null => answer.header(name)
  // A batch as a whole can be turned away before its parts are looked at: then there are no parts.
  const parts = readBatchAnswer(header('content-type'), new TextDecoder().decode(answer.body))
  if (parts === null) {
    const error = readError(answer.body)
    return judge(answer.status, error, header('retry-after'), now, false)
  }
  const failed = parts.find((part) => part.status < 200 || part.status > 299)
  if (failed) return judgePart(failed, header('retry-after'), now)
  // The batch answered, but not for everything that was asked: nothing is known.
  if (answer.status > 299 || parts.length < writes) return { kind: 'unreachable', why: 'an incomplete batch answer' }
  return { kind: 'created' }
}

function judgePart(part: Part, outerRetryAfter: string | null, now: Date): Verdict {
  const error = readError(new TextEncoder().encode(part.body))
  return judge(part.status, error, part.headers.get('retry-after') ?? outerRetryAfter, now, true)
}

function judge(
  status: number,
  error: { readonly code: string; readonly message: string },
  retry: string | null,
  now: Date,
  ofPart: boolean,
): Verdict {
  const sentence = error.message
  const spoken = error.code !== '' || error.message !== ''
  if (status === 401) return { kind: 'sign-in' }
  if (status === 429) return { kind: 'rate-limit', retryAfterMs: retryAfter(retry, now) }
  if (status === 408 || status >= 500) return { kind: 'server', status, retryAfterMs: retryAfter(retry, now) }
  // From here on it must be IMDi that speaks: a proxy has a page of its own for 403 and 404 too.
  if (!ofPart && !spoken) return { kind: 'unreachable', why: `status ${status}` }
  if (status === 412) {
    return error.code.toLowerCase() === duplicateRule ? { kind: 'refused', sentence } : { kind: 'exists' }
  }
  if (status === 403) return { kind: 'no-role', sentence }
  // Only a part speaks of the row it was about; a batch address that is not found says nothing of it.
  if (status === 404) return ofPart ? { kind: 'regarding-gone' } : { kind: 'unreachable', why: 'no batch there' }
  if (status >= 400 && status < 500) return { kind: 'refused', sentence }
  return { kind: 'unreachable', why: `status ${status}` }
}
