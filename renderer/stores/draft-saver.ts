/**
 * Saves what is typed in one draft: every change is on its way within `saveDelay`, at most one save is under way, the
 * latest text wins, and nothing is called saved before the engine has answered (promise S2). A failed save keeps the
 * text and tries again; a lost answer (the engine was restarted) is settled by reading the draft's revision again.
 */
import type { DraftFields, DraftSaved, DraftView } from '../../db/domain.ts'
import type { ErrorKind, Result } from '../../preload/result.ts'

export type SaveState =
  /** Everything typed is on disk since this moment. */
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'saving' }
  /** Not on disk. `retrying` is false when only the caseworker can go on (the draft is sent or gone, or too long). */
  | { readonly kind: 'failed'; readonly error: ErrorKind; readonly retrying: boolean }

export interface SaverCalls {
  readonly save: (args: { id: string; revision: number; fields: DraftFields }) => Promise<Result<DraftSaved>>
  readonly read: (args: { id: string }) => Promise<Result<DraftView>>
}

export interface DraftSaver {
  readonly change: (fields: DraftFields) => void
  /** Saves what is left at once; true when everything typed is on disk. */
  readonly flush: () => Promise<boolean>
  readonly unsaved: () => boolean
  /** Ends all tries; for a draft that is not the user's any more. */
  readonly stop: () => void
}

export const saveDelay = 150
const firstWait = 250
const longestWait = 2_000
/** A save takes milliseconds; an engine silent for this long is treated as gone. */
const patience = 10_000

const finalErrors: readonly ErrorKind[] = ['not-allowed-now', 'not-found', 'bad-arguments', 'refused-sender']

/** The answer, or a failure when the call breaks or stays silent. */
function answerOf<T>(call: Promise<Result<T>>): Promise<Result<T>> {
  return new Promise((resolve) => {
    const failed = (kind: ErrorKind, detail: string) => resolve({ ok: false, error: { kind, detail } })
    const timer = setTimeout(() => failed('engine-gone', 'no answer'), patience)
    call.then(
      (result) => {
        clearTimeout(timer)
        resolve(result)
      },
      () => {
        clearTimeout(timer)
        failed('unexpected', 'the call broke')
      },
    )
  })
}

export function createDraftSaver(
  calls: SaverCalls,
  draft: { readonly id: string; readonly revision: number; readonly fields: DraftFields },
  heard: (state: SaveState, saved: { readonly answer: DraftSaved; readonly fields: DraftFields } | null) => void,
): DraftSaver {
  let revision = draft.revision
  let fields = draft.fields
  let unsaved = false
  let failures = 0
  /** How long until the next try; null when only a new key press can help. */
  let wait: number | null = saveDelay
  let timer: ReturnType<typeof setTimeout> | null = null
  let running: Promise<boolean> | null = null

  function later(delay: number) {
    if (timer !== null || running !== null) return
    timer = setTimeout(() => void attempt(), delay)
  }

  function fail(error: ErrorKind): false {
    failures += 1
    wait = finalErrors.includes(error) ? null : Math.min(longestWait, firstWait * 2 ** (failures - 1))
    heard({ kind: 'failed', error, retrying: wait !== null }, null)
    return false
  }

  /** True when the engine has confirmed the save, or the revision has been put right and a new try makes sense. */
  async function save(): Promise<boolean> {
    const sent = fields
    const result = await answerOf(calls.save({ id: draft.id, revision: revision + 1, fields: sent }))
    if (result.ok) {
      revision = result.value.revision
      failures = 0
      wait = saveDelay
      unsaved = fields !== sent
      heard(unsaved ? { kind: 'saving' } : { kind: 'saved', at: result.value.savedAt }, {
        answer: result.value,
        fields: sent,
      })
      return true
    }
    if (result.error.kind !== 'stale-revision') return fail(result.error.kind)
    const now = await answerOf(calls.read({ id: draft.id }))
    if (!now.ok) return fail(now.error.kind)
    if (now.value.state !== 'draft') return fail('not-allowed-now')
    if (now.value.revision === revision) return fail('stale-revision')
    revision = now.value.revision
    wait = saveDelay
    return true
  }

  /** One save, never two at a time; whatever is left afterwards is taken up by a timer. */
  function attempt(): Promise<boolean> {
    if (running !== null) return running
    if (timer !== null) clearTimeout(timer)
    timer = null
    running = save().then((done) => {
      running = null
      if (unsaved && wait !== null) later(wait)
      return done
    })
    return running
  }

  return {
    change: (next) => {
      fields = next
      unsaved = true
      if (failures === 0) heard({ kind: 'saving' }, null)
      later(saveDelay)
    },
    flush: async () => {
      while (unsaved) if (!(await attempt())) return false
      return true
    },
    unsaved: () => unsaved,
    stop: () => {
      unsaved = false
      wait = null
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
