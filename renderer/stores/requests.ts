/** Every change request, the one chosen, and what can be done with it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RequestDetail, RequestSummary } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'
import type { ErrorKind, Result } from '../../preload/result.ts'
import { coalesce } from './coalesce.ts'
import { groupOf, groupRequests, type RequestGroup } from './request-groups.ts'

export type RequestAction = 'edit' | 'send-anyway' | 'withdraw' | 'remove'

export interface RequestsStore {
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed'
  readonly failure: ErrorKind | null
  readonly rows: readonly RequestSummary[]
  readonly filter: RequestGroup | null
  readonly selectedId: string | null
  /** The chosen request in full; for the moment it takes to read another, still the one before. */
  readonly detail: RequestDetail | null
  readonly detailFailure: ErrorKind | null
  readonly acting: { readonly id: string; readonly action: RequestAction } | null
  readonly refused: { readonly action: RequestAction; readonly error: ErrorKind } | null
  readonly load: () => Promise<void>
  readonly setFilter: (filter: RequestGroup | null) => void
  readonly select: (id: string | null) => Promise<void>
  readonly act: (action: RequestAction, id: string) => Promise<boolean>
  /** Brings a deleted draft back and chooses it. */
  readonly restore: (removed: RequestSummary) => Promise<boolean>
  readonly forget: () => void
}

const callOf = {
  edit: 'requests.edit',
  'send-anyway': 'requests.sendAnyway',
  withdraw: 'requests.withdraw',
  remove: 'drafts.remove',
} as const

/** The rows the list shows, in the order it shows them. */
export function shownRows(state: Pick<RequestsStore, 'rows' | 'filter'>): readonly RequestSummary[] {
  return groupRequests(state.rows)
    .filter(({ group }) => state.filter === null || group === state.filter)
    .flatMap(({ rows }) => rows)
}

const nothing = {
  phase: 'idle',
  failure: null,
  rows: [],
  filter: null,
  selectedId: null,
  detail: null,
  detailFailure: null,
  acting: null,
  refused: null,
} as const satisfies Partial<RequestsStore>

export function createRequestsStore(bridge: Bridge): StoreApi<RequestsStore> {
  const answer = async <T>(call: Promise<Result<T>>): Promise<Result<T>> =>
    call.catch(() => ({ ok: false, error: { kind: 'unexpected', detail: 'the call broke' } }) as const)

  /** Answers asked for before the user or municipality changed are dropped. */
  let generation = 0

  return createStore<RequestsStore>()((set, get) => {
    const loadDetail = coalesce(async () => {
      const id = get().selectedId
      if (id === null) return
      const result = await answer(bridge.call('requests.get', { id }))
      if (get().selectedId !== id) return
      if (result.ok) return set({ detail: result.value, detailFailure: null })
      if (result.error.kind === 'not-found') return set({ selectedId: null, detail: null, detailFailure: null })
      if (get().detail?.id !== id) set({ detail: null, detailFailure: result.error.kind })
    })

    const load = coalesce(async () => {
      if (get().phase !== 'ready') set({ phase: 'loading', failure: null })
      const mine = generation
      const result = await answer(bridge.call('requests.list', {}))
      if (mine !== generation) return
      if (!result.ok) {
        // A list already shown stays; the next change or visit reads it again.
        if (get().phase !== 'ready') set({ phase: 'failed', failure: result.error.kind })
        return
      }
      set({ phase: 'ready', rows: result.value, failure: null })
      await loadDetail()
    })

    bridge.on('changed', (topics) => {
      if (topics.includes('requests') && get().phase !== 'idle') void load()
    })

    return {
      ...nothing,
      load,

      setFilter: (filter) => set({ filter }),

      select: (id) => {
        if (id === get().selectedId) return loadDetail()
        set({ selectedId: id, detailFailure: null, refused: null, ...(id === null ? { detail: null } : {}) })
        return loadDetail()
      },

      act: async (action, id) => {
        if (get().acting !== null) return false
        set({ acting: { id, action }, refused: null })
        const result = await answer(bridge.call(callOf[action], { id }))
        if (!result.ok) {
          set({ acting: null, refused: { action, error: result.error.kind } })
          return false
        }
        if (action === 'remove') {
          const order = shownRows(get())
          const at = order.findIndex((row) => row.id === id)
          const beside = order[at + 1] ?? order[at - 1] ?? null
          if (get().selectedId === id) await get().select(beside?.id ?? null)
        }
        await load()
        set({ acting: null })
        return true
      },

      restore: async (removed) => {
        const result = await answer(bridge.call('drafts.restore', { id: removed.id }))
        if (!result.ok) {
          set({ refused: { action: 'remove', error: result.error.kind } })
          return false
        }
        const { filter } = get()
        if (filter !== null && filter !== groupOf(removed)) set({ filter: null })
        await load()
        await get().select(removed.id)
        return true
      },

      forget: () => {
        generation += 1
        set(nothing)
      },
    }
  })
}
