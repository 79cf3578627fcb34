/** One case with everything about it, kept up to date while it is open. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CaseDetail } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'
import type { ErrorKind } from '../../preload/result.ts'
import { coalesce } from './coalesce.ts'

export interface CaseStore {
  readonly id: string | null
  /** `gone`: the case was here and has left the municipality's rows; the last known detail is no longer shown. */
  readonly phase: 'closed' | 'opening' | 'open' | 'gone' | 'failed'
  /** The case opened before stays until this one is read, so that leafing through cases does not flicker. */
  readonly detail: CaseDetail | null
  readonly failure: ErrorKind | null
  readonly open: (id: string) => Promise<void>
  readonly reload: () => Promise<void>
  readonly close: () => void
}

export function createCaseStore(bridge: Bridge): StoreApi<CaseStore> {
  return createStore<CaseStore>()((set, get) => {
    const reload = coalesce(async () => {
      const { id } = get()
      if (id === null) return
      const result = await bridge
        .call('cases.get', { id })
        .catch(() => ({ ok: false, error: { kind: 'unexpected', detail: 'the call broke' } }) as const)
      if (get().id !== id) return
      if (result.ok) return set({ phase: 'open', detail: result.value, failure: null })
      if (result.error.kind === 'not-found') return set({ phase: 'gone', detail: null, failure: null })
      // A case already on the screen stays there when it can't be read again for a moment.
      if (get().detail?.case.id !== id) set({ phase: 'failed', detail: null, failure: result.error.kind })
    })

    bridge.on('changed', (topics) => {
      if (topics.includes('cases') || topics.includes('requests')) void reload()
    })

    return {
      id: null,
      phase: 'closed',
      detail: null,
      failure: null,
      open: (id) => {
        if (get().id !== id) set({ id, phase: 'opening', failure: null })
        return reload()
      },
      reload: () => {
        if (get().phase === 'failed') set({ phase: 'opening', failure: null })
        return reload()
      },
      close: () => set({ id: null, phase: 'closed', detail: null, failure: null }),
    }
  })
}
