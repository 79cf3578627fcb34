/** The change request open in the form: what the engine knows about it, what is typed, and whether that is on disk. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DraftFields, DraftSaved, DraftView, DraftWarning, RequestPreview } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'
import type { ErrorKind, Result } from '../../preload/result.ts'
import { coalesce } from './coalesce.ts'
import { createDraftSaver, type DraftSaver, type SaveState } from './draft-saver.ts'

/** The form as one value; `fields` is always what is typed, also when it is not saved. */
export interface OpenDraft {
  readonly view: DraftView
  readonly fields: DraftFields
  readonly saving: SaveState
  readonly preview: RequestPreview
  /** Goes to IMDi while the title is empty. */
  readonly suggestedTitle: string
  readonly warnings: readonly DraftWarning[]
  /** The text that `preview` and `warnings` speak of; what is typed may be a moment ahead of it. */
  readonly checked: DraftFields
}

export type DraftAction = 'submit' | 'take-back' | 'remove' | 'withdraw' | 'send-anyway'

export interface DraftStore {
  readonly phase: 'closed' | 'opening' | 'open' | 'failed'
  readonly draft: OpenDraft | null
  /** Why it could not be opened. */
  readonly failure: ErrorKind | null
  readonly acting: DraftAction | null
  /** The last order that was not carried out; `unsaved` when it was held back because the text is not on disk. */
  readonly refused: { readonly action: DraftAction; readonly error: ErrorKind | 'unsaved' } | null
  readonly open: (id: string) => Promise<void>
  readonly change: (patch: Partial<DraftFields>) => void
  readonly flush: () => Promise<boolean>
  /** Leaves the form; what is unsaved goes on being saved. */
  readonly close: () => Promise<void>
  /** Carries out an order after everything typed is saved; true when done. */
  readonly act: (action: DraftAction) => Promise<boolean>
  /** Another user or municipality: nothing of the old one is kept; what is on disk is there when they come back. */
  readonly forget: () => void
  /** Undoes `remove`. */
  readonly restore: (id: string) => Promise<boolean>
}

interface Session {
  readonly saver: DraftSaver
  draft: OpenDraft
}

const callOf = {
  submit: 'drafts.submit',
  remove: 'drafts.remove',
  'take-back': 'requests.edit',
  withdraw: 'requests.withdraw',
  'send-anyway': 'requests.sendAnyway',
} as const

/** What the engine makes of the text. */
const derivedOf = ({ preview, suggestedTitle, warnings }: DraftView | DraftSaved) => ({
  preview,
  suggestedTitle,
  warnings,
})

/** @param savedLate told when what was typed last is on disk after the form was left: lists show it then */
export function createDraftStore(bridge: Bridge, savedLate: () => void = () => {}): StoreApi<DraftStore> {
  /** The open draft, and drafts left with something unsaved: their savers go on until it is on disk. */
  const sessions = new Map<string, Session>()
  let current: string | null = null

  const answer = async <T>(call: Promise<Result<T>>): Promise<Result<T>> =>
    call.catch(() => ({ ok: false, error: { kind: 'unexpected', detail: 'the call broke' } }) as const)

  return createStore<DraftStore>()((set, get) => {
    const show = (id: string) => {
      const session = sessions.get(id)
      if (id === current && session !== undefined) set({ phase: 'open', draft: session.draft, failure: null })
    }
    const update = (id: string, patch: Partial<OpenDraft>) => {
      const session = sessions.get(id)
      if (session === undefined) return
      session.draft = { ...session.draft, ...patch }
      show(id)
    }

    const begin = (view: DraftView) => {
      const saver = createDraftSaver(
        {
          save: (args) =>
            bridge.call('drafts.save', { ...args, fields: { ...args.fields, termIds: [...args.fields.termIds] } }),
          read: (args) => bridge.call('drafts.get', args),
        },
        view,
        (saving, saved) => {
          update(view.id, saved === null ? { saving } : { saving, ...derivedOf(saved.answer), checked: saved.fields })
          if (view.id !== current && !saver.unsaved()) sessions.delete(view.id)
        },
      )
      sessions.set(view.id, {
        saver,
        draft: {
          view,
          fields: view.fields,
          saving: { kind: 'saved', at: view.savedAt },
          ...derivedOf(view),
          checked: view.fields,
        },
      })
    }

    /** Reads again everything around the text; the text itself is only ever the caseworker's. */
    const refresh = coalesce(async () => {
      const id = current
      const before = id === null ? undefined : sessions.get(id)
      if (id === null || before === undefined) return
      const typed = before.draft.fields
      const result = await answer(bridge.call('drafts.get', { id }))
      const session = sessions.get(id)
      if (!result.ok || session === undefined) return
      const view = result.value
      const settled = session.draft.fields === typed && !session.saver.unsaved()
      update(id, settled ? { view, ...derivedOf(view), checked: view.fields } : { view })
    })

    bridge.on('changed', (topics) => {
      if (topics.includes('requests') || topics.includes('cases')) void refresh()
    })

    return {
      phase: 'closed',
      draft: null,
      failure: null,
      acting: null,
      refused: null,

      open: async (id) => {
        if (current === id && sessions.has(id)) return show(id)
        await get().close()
        current = id
        if (sessions.has(id)) {
          show(id)
          return refresh()
        }
        set({ phase: 'opening', draft: null, failure: null })
        const result = await answer(bridge.call('drafts.get', { id }))
        if (current !== id) return
        // Asked for twice at once: the first answer began the session, and something may be typed in it already.
        if (sessions.has(id)) return show(id)
        if (!result.ok) return set({ phase: 'failed', failure: result.error.kind })
        begin(result.value)
        show(id)
      },

      change: (patch) => {
        const session = current === null ? undefined : sessions.get(current)
        if (current === null || session === undefined) return
        const fields = { ...session.draft.fields, ...patch }
        update(current, { fields })
        session.saver.change(fields)
      },

      flush: async () => {
        const all = await Promise.all([...sessions.values()].map((session) => session.saver.flush()))
        return all.every(Boolean)
      },

      close: async () => {
        const id = current
        const session = id === null ? undefined : sessions.get(id)
        current = null
        set({ phase: 'closed', draft: null, failure: null, acting: null, refused: null })
        if (id === null || session === undefined) return
        if (session.saver.unsaved()) void session.saver.flush().then(savedLate)
        else sessions.delete(id)
      },

      act: async (action) => {
        const id = current
        const session = id === null ? undefined : sessions.get(id)
        if (id === null || session === undefined || get().acting !== null) return false
        set({ acting: action, refused: null })
        // Also before a removal, so that undoing it brings back the last key press; but a text that can't be saved
        // must not be in the way of removing it.
        if (!(await session.saver.flush()) && action !== 'remove') {
          set({ acting: null, refused: { action, error: 'unsaved' } })
          return false
        }
        const result = await answer(bridge.call(callOf[action], { id }))
        if (!result.ok) {
          set({ acting: null, refused: { action, error: result.error.kind } })
          return false
        }
        if (action === 'remove') {
          sessions.delete(id)
          if (current === id) current = null
          set({ acting: null, phase: 'closed', draft: null })
          return true
        }
        await refresh()
        set({ acting: null })
        return true
      },

      forget: () => {
        // One last try for what is not on disk yet; after it the draft is nobody's here.
        for (const { saver } of sessions.values()) void saver.flush().finally(saver.stop)
        sessions.clear()
        current = null
        set({ phase: 'closed', draft: null, failure: null, acting: null, refused: null })
      },

      restore: async (id) => {
        const result = await answer(bridge.call('drafts.restore', { id }))
        return result.ok
      },
    }
  })
}
