import { describe, expect, test } from 'vitest'
import type { SyncProblem, SyncStatus } from '../../db/domain.ts'
import { nb } from '../../renderer/text/nb/index.ts'
import { syncWords } from '../../renderer/views/frame/sync-words.ts'

const now = new Date(2026, 10, 23, 9, 0)
const at = (hour: number, minute: number) => new Date(2026, 10, 23, hour, minute).toISOString()
const counts = { drafts: 0, queued: 0, waitingForYou: 0, atImdi: 0, closed: 0, all: 0 }
const idle: SyncStatus = {
  phase: 'idle',
  hasReplica: true,
  lastSyncedAt: at(8, 12),
  offlineSince: null,
  problem: null,
  nextTryAt: null,
  progress: null,
  stopped: false,
  counts,
}
const say = (change: Partial<SyncStatus>, signedIn = true) =>
  syncWords({ ...idle, ...change }, signedIn, nb.frame.sync, now)

describe('the sync state in words', () => {
  test('fresh rows tell the clock, and how many requests wait', () => {
    expect(say({})).toMatchObject({ look: 'fresh', words: 'Oppdatert 08.12', action: 'sync' })
    expect(say({ counts: { ...counts, queued: 2 } }).words).toBe('Oppdatert 08.12 · 2 venter på sending')
  })
  test('a first pull tells rows and time left', () => {
    const progress = { tables: [], done: 9_250, expected: 14_900, secondsLeft: 19.2 }
    const words = say({ phase: 'first-pull', progress })
    expect(words).toMatchObject({ look: 'busy', left: '20 s igjen', action: 'none' })
    expect(words.words).toBe('Henter 9\u00a0250 av 14\u00a0900')
    expect(words.progress).toBeCloseTo(0.62, 2)
  })
  test('offline is a condition, not an error: since when, what waits, and that all works', () => {
    const words = say({ problem: 'unreachable', offlineSince: at(7, 45), counts: { ...counts, queued: 3 } })
    expect(words).toMatchObject({ look: 'offline', words: 'Frakoblet siden 07.45 · 3 venter på sending' })
    expect(words.explain).toContain('virker som vanlig')
  })
  test('an ended session asks for sign-in, but says that the rows are here', () => {
    expect(say({}, false)).toMatchObject({ words: 'Logg inn for å synkronisere', action: 'sign-in' })
    expect(say({ problem: 'sign-in' })).toMatchObject({ action: 'sign-in' })
  })
  test('without a network and without a session, the network comes first: signing in needs it', () => {
    expect(say({ problem: 'unreachable', offlineSince: at(7, 45) }, false).look).toBe('offline')
  })
  test('every problem has a sentence of its own that says what to do', () => {
    const problems: SyncProblem[] = ['rate-limit', 'server', 'big-change', 'disk-full', 'clock', 'no-role']
    const sentences = problems.map((problem) => say({ problem }))
    expect(new Set(sentences.map((one) => one.words)).size).toBe(problems.length)
    for (const sentence of sentences) expect(sentence.explain).not.toBe('')
  })
})
