/** The sync state as the window shows it. Holds the parts and tells when the whole has changed. */
import type { PullProgress, RequestCounts, SyncPhase, SyncProblem, SyncStatus } from '../domain.ts'

export interface StatusKeeper {
  view(): SyncStatus
  set(part: Partial<SyncStatus>): void
  /** IMDi answered. */
  reached(): void
  /** IMDi was not reached: offline since the first time in a row. */
  notReached(): void
  dispose(): void
}

export const noCounts: RequestCounts = { drafts: 0, queued: 0, waitingForYou: 0, atImdi: 0, closed: 0, all: 0 }

/** Progress moves with every page; the window is told at most this often. */
const progressEveryMs = 100

export function createStatus(now: () => Date, changed: (status: SyncStatus) => void): StatusKeeper {
  let status: SyncStatus = {
    phase: 'idle' satisfies SyncPhase,
    hasReplica: false,
    lastSyncedAt: null,
    offlineSince: null,
    problem: null satisfies SyncProblem | null,
    nextTryAt: null,
    progress: null satisfies PullProgress | null,
    stopped: false,
    counts: noCounts,
  }
  let waiting: ReturnType<typeof setTimeout> | null = null

  function tell(): void {
    if (waiting) clearTimeout(waiting)
    waiting = null
    changed(status)
  }

  function set(part: Partial<SyncStatus>): void {
    const names = Object.keys(part)
    status = { ...status, ...part }
    if (names.length === 1 && names[0] === 'progress' && status.progress) waiting ??= setTimeout(tell, progressEveryMs)
    else tell()
  }

  return {
    view: () => status,
    set,
    reached: () => {
      if (status.offlineSince !== null) set({ offlineSince: null })
    },
    notReached: () => {
      if (status.offlineSince === null) set({ offlineSince: now().toISOString() })
    },
    dispose: () => {
      if (waiting) clearTimeout(waiting)
    },
  }
}
