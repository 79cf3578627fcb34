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

/** `writes`: how many parts a success must have. The first of them is the request itself. */
export function verdictOf(answer: HttpAnswer, writes: number, now: Date): Verdict {
  const header = (name: string): string | null => answer.header(name)
  // A batch as a whole can be turned away before its parts are looked at: then there are no parts.
  const parts = readBatchAnswer(header('content-type'), new TextDecoder().decode(answer.body))
  if (parts === null) {
    const error = readError(answer.body)
    return judge(answer.status, error, header('retry-after'), now, 'whole')
  }
  const failed = parts.findIndex((part) => part.status < 200 || part.status > 299)
  const part = parts[failed]
  if (part) return judgePart(part, isOwn(part, failed) ? 'request' : 'other', header('retry-after'), now)
  // The batch answered, but not for everything that was asked: nothing is known.
  if (answer.status > 299 || parts.length < writes) return { kind: 'unreachable', why: 'an incomplete batch answer' }
  return { kind: 'created' }
}

/** What an answer speaks of: the batch as a whole, the request's own part, or another part. */
type About = 'whole' | 'request' | 'other'

/** A change set that failed is answered by one part alone, which need not say whose it is. */
function isOwn({ contentId }: Part, index: number): boolean {
  return contentId === null ? index === 0 : contentId === '1'
}

function judgePart(part: Part, about: About, outerRetryAfter: string | null, now: Date): Verdict {
  const error = readError(new TextEncoder().encode(part.body))
  return judge(part.status, error, part.headers.get('retry-after') ?? outerRetryAfter, now, about)
}

function judge(
  status: number,
  error: { readonly code: string; readonly message: string },
  retry: string | null,
  now: Date,
  about: About,
): Verdict {
  const sentence = error.message
  const spoken = error.code !== '' || error.message !== ''
  if (status === 401) return { kind: 'sign-in' }
  if (status === 429) return { kind: 'rate-limit', retryAfterMs: retryAfter(retry, now) }
  if (status === 408 || status >= 500) return { kind: 'server', status, retryAfterMs: retryAfter(retry, now) }
  // From here on it must be IMDi that speaks: a proxy has a page of its own for 403 and 404 too.
  if (about === 'whole' && !spoken) return { kind: 'unreachable', why: `status ${status}` }
  if (status === 412) {
    if (error.code.toLowerCase() === duplicateRule) return { kind: 'refused', sentence }
    // Only the request's own part says that the request is there; of anything else the next try asks IMDi first.
    return about === 'request' ? { kind: 'exists' } : { kind: 'server', status, retryAfterMs: null }
  }
  if (status === 403) return { kind: 'no-role', sentence }
  // Only a part speaks of the row it was about; a batch address that is not found says nothing of it.
  if (status === 404)
    return about === 'whole' ? { kind: 'unreachable', why: 'no batch there' } : { kind: 'regarding-gone' }
  if (status >= 400 && status < 500) return { kind: 'refused', sentence }
  return { kind: 'unreachable', why: `status ${status}` }
}
