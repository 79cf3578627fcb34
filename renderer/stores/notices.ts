import { createStore } from 'zustand/vanilla'
import type { ErrorKind } from '../../preload/result.ts'

/** A short message at the foot of the window: a failure by its kind, or a sentence with perhaps one way back. */
export type Notice =
  | { readonly id: number; readonly kind: 'failure'; readonly error: ErrorKind }
  | {
      readonly id: number
      readonly kind: 'done'
      readonly text: string
      readonly action: { readonly label: string; readonly run: () => void } | null
    }

export interface NoticesStore {
  readonly notices: readonly Notice[]
  readonly failed: (error: ErrorKind) => void
  readonly done: (text: string, action?: { readonly label: string; readonly run: () => void }) => void
  readonly dismiss: (id: number) => void
}

/** A notice with something to undo stays longer; failures stay until dismissed. */
const lifetime = { done: 6_000, undo: 12_000 }

export function createNoticesStore(later: (run: () => void, ms: number) => void) {
  let next = 1
  return createStore<NoticesStore>()((set, get) => ({
    notices: [],
    failed: (error) => {
      if (get().notices.some((notice) => notice.kind === 'failure' && notice.error === error)) return
      const id = next++
      set((now) => ({ notices: [...now.notices, { id, kind: 'failure' as const, error }].slice(-3) }))
    },
    done: (text, action) => {
      const id = next++
      const notice = { id, kind: 'done' as const, text, action: action ?? null }
      set((now) => ({ notices: [...now.notices, notice].slice(-3) }))
      later(() => get().dismiss(id), action === undefined ? lifetime.done : lifetime.undo)
    },
    dismiss: (id) => set((now) => ({ notices: now.notices.filter((notice) => notice.id !== id) })),
  }))
}
