import type { SyncStatus } from '../../../db/domain.ts'
import type { IconName } from '../../parts/icon.tsx'
import { formatNumber } from '../../text/format/amounts.ts'
import { formatSince, formatTime } from '../../text/format/dates.ts'
import type { Texts } from '../../text/index.ts'

export interface SyncWords {
  readonly look: 'fresh' | 'busy' | 'offline' | 'problem' | 'paused'
  readonly icon: IconName
  readonly words: string
  /** What it means and what happens next; empty when there is nothing to say. */
  readonly explain: string
  /** 0–1 while rows arrive, null when it is not known, undefined when nothing is arriving. */
  readonly progress: number | null | undefined
  readonly left: string
  /** What a click does. */
  readonly action: 'sign-in' | 'sync' | 'none'
}

/** The sync state in words. Offline is a condition, not an error: it says since when, and what waits. */
export function syncWords(status: SyncStatus, signedIn: boolean, text: Texts['frame']['sync'], now: Date): SyncWords {
  const queued = status.counts.queued
  const tail = queued === 0 ? '' : ` · ${text.queued(formatNumber(queued))}`
  const idle = { progress: undefined, left: '' } as const

  if (status.phase === 'first-pull' || (status.phase === 'pull' && status.progress !== null)) {
    const { done, expected, secondsLeft } = status.progress ?? { done: 0, expected: null, secondsLeft: null }
    return {
      look: 'busy',
      icon: 'ArrowsCirclepath',
      words:
        expected !== null
          ? text.fetching(formatNumber(done), formatNumber(expected))
          : done === 0
            ? text.fetchingFirst
            : text.fetchingUnknown(formatNumber(done)),
      explain: '',
      progress: expected === null || expected === 0 ? null : done / expected,
      left: secondsLeft === null ? '' : text.left(Math.ceil(secondsLeft)),
      action: 'none',
    }
  }
  if (status.phase !== 'idle') {
    const words = status.phase === 'push' ? text.sending : text.checking
    return { ...idle, look: 'busy', icon: 'ArrowsCirclepath', words, explain: '', action: 'none' }
  }
  const offline = status.problem === 'unreachable' || status.problem === 'unexpected-answer'
  if (offline || (status.problem === null && status.offlineSince !== null)) {
    const problem = status.problem === 'unexpected-answer' ? 'unexpected-answer' : 'unreachable'
    const words =
      status.offlineSince === null ? text.problems[problem] : text.offline(formatSince(status.offlineSince, now))
    const next = status.nextTryAt === null ? '' : ` ${text.nextTry(formatTime(status.nextTryAt))}.`
    return {
      ...idle,
      look: 'offline',
      icon: 'CloudSlash',
      words: words + tail,
      explain: text.explain[problem] + next,
      action: 'sync',
    }
  }
  if (!signedIn || status.problem === 'sign-in') {
    return {
      ...idle,
      look: 'problem',
      icon: 'PadlockLocked',
      words: text.signIn + tail,
      explain: text.explain['sign-in'],
      action: 'sign-in',
    }
  }
  if (status.problem !== null) {
    const next = status.nextTryAt === null ? '' : ` ${text.nextTry(formatTime(status.nextTryAt))}.`
    return {
      ...idle,
      look: 'problem',
      icon: 'ExclamationmarkTriangle',
      words: text.problems[status.problem] + tail,
      explain: text.explain[status.problem] + next,
      action: 'sync',
    }
  }
  if (status.stopped) {
    return { ...idle, look: 'paused', icon: 'Pause', words: text.paused + tail, explain: '', action: 'sync' }
  }
  const words = status.lastSyncedAt === null ? text.never : text.updated(formatSince(status.lastSyncedAt, now))
  return { ...idle, look: 'fresh', icon: 'CheckmarkCircle', words: words + tail, explain: '', action: 'sync' }
}
