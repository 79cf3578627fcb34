import type { QueueReason } from '../../../db/domain.ts'
import { formatSince } from '../../text/format/dates.ts'
import { useSync, useText } from '../context.ts'

export interface QueueWords {
  readonly title: string
  readonly body: string
  /** Beside the state, in the header. */
  readonly short: string
  /** Amber while something is in the way. */
  readonly waiting: boolean
}

/** Why a queued request has not gone yet, and what happens next. */
export function useQueueWords({ queueReason }: { readonly queueReason: QueueReason | null }): QueueWords {
  const words = useText().draft.states
  const offlineSince = useSync((store) => store.status?.offlineSince ?? null)
  const problem = useSync((store) => store.status?.problem ?? null)
  if (queueReason === 'sign-in' || problem === 'sign-in') {
    return { title: words.signIn, body: words.laterSignIn, short: words.sendsSignIn, waiting: true }
  }
  if (offlineSince !== null) {
    const title = words.offline(formatSince(offlineSince, new Date()))
    return { title, body: words.later, short: words.sendsOnline, waiting: true }
  }
  if (
    queueReason === 'network' ||
    queueReason === 'server' ||
    queueReason === 'paused' ||
    queueReason === 'rate-limit'
  ) {
    return { title: words.queued, body: words.later, short: words.sendsOnline, waiting: true }
  }
  return { title: words.queued, body: words.soon, short: words.sendsSoon, waiting: false }
}
