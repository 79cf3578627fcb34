import { createStore } from 'zustand/vanilla'
import type { CaseQuery } from '../../db/calls.ts'
import type { CaseList, CasePage, CaseRow, Term } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'
import type { ErrorKind, Result } from '../../preload/result.ts'

export const everyCase: CaseQuery = {
  search: '',
  asText: false,
  types: [],
  grantYears: [],
  statuses: [],
  termId: null,
  change: null,
  sort: null,
}

/** Where the list was left, so that coming back from a case finds the same rows on screen. */
export interface ListPlace {
  readonly topRow: number
  readonly focusedRow: number | null
  readonly focusedColumn: string | null
  /** Widths and order of the columns, as the grid tells them. */
  readonly columns: unknown
}

export interface CasesStore {
  /** What is asked for, as typed and chosen; the list may be a few milliseconds behind. */
  readonly query: CaseQuery
  readonly list: CaseList | null
  /** The query that `list` answers. */
  readonly listed: CaseQuery
  readonly failure: ErrorKind | null
  readonly terms: readonly Term[]
  readonly place: ListPlace
  readonly change: (change: Partial<CaseQuery>) => void
  readonly type: (search: string) => void
  readonly clearFilters: () => void
  /** Shows the cases of one filter alone, from a link on another screen. */
  readonly show: (filter: Partial<CaseQuery>) => void
  readonly load: () => Promise<void>
  readonly loadTerms: () => Promise<void>
  /** Rows `from` up to, not including, `to` of the newest list; waits for a list under way. */
  readonly page: (from: number, to: number) => Promise<{ readonly rows: readonly CaseRow[]; readonly total: number }>
  readonly leave: (place: ListPlace) => void
  readonly forget: () => void
}

/** Rows per page. The first page is asked for as soon as a list is open, before anything is drawn. */
export const pageSize = 60

interface FirstPage {
  readonly version: number
  readonly answer: Promise<Result<CasePage>>
}

const top: ListPlace = { topRow: 0, focusedRow: null, focusedColumn: null, columns: null }
const atTop = (place: ListPlace): ListPlace => ({ ...top, columns: place.columns })

export function createCasesStore(bridge: Bridge) {
  /**
   * One question is out at a time; what is typed meanwhile is asked once, when the answer is in. So the first key
   * is answered at once, no list is shown for a search that is gone, and the engine gets no queue.
   */
  let running: Promise<void> | null = null
  let again = false
  let generation = 0
  let first: FirstPage | null = null

  const store = createStore<CasesStore>()((set, get) => {
    const openOnce = async () => {
      const asked = get().query
      const mine = generation
      const answer = await bridge.call('cases.open', asked)
      if (mine !== generation) return
      if (!answer.ok) return set({ failure: answer.error.kind })
      const { version } = answer.value
      first = again ? null : { version, answer: bridge.call('cases.page', { version, from: 0, to: pageSize }) }
      set({ list: answer.value, listed: asked, failure: null })
    }
    const page = (version: number, from: number, to: number) => {
      const ready = first
      if (ready === null || ready.version !== version || from !== 0 || to !== pageSize) {
        return bridge.call('cases.page', { version, from, to })
      }
      first = null
      return ready.answer
    }
    const open = (): Promise<void> => {
      if (running !== null) {
        again = true
        return running
      }
      running = (async () => {
        do {
          again = false
          await openOnce()
        } while (again)
      })().finally(() => {
        running = null
      })
      return running
    }

    return {
      query: everyCase,
      list: null,
      listed: everyCase,
      failure: null,
      terms: [],
      place: top,
      change: (change) => {
        set((now) => ({ query: { ...now.query, ...change }, place: atTop(now.place) }))
        void open()
      },
      type: (search) => {
        set((now) => ({ query: { ...now.query, search, asText: false }, place: atTop(now.place) }))
        void open()
      },
      clearFilters: () => {
        const { search, asText, sort } = get().query
        get().change({ ...everyCase, search, asText, sort })
      },
      show: (filter) => {
        set((now) => ({ query: { ...everyCase, sort: now.query.sort, ...filter }, place: atTop(now.place) }))
        void open()
      },
      load: () => open(),
      loadTerms: async () => {
        const newest = await bridge.call('dashboard.get', { year: null })
        if (!newest.ok) return
        const years = newest.value.years.slice().sort((a, b) => b - a)
        const shown = newest.value.terms[0]?.term.year
        const others = await Promise.all(
          years.filter((year) => year !== shown).map((year) => bridge.call('dashboard.get', { year })),
        )
        const terms = [newest, ...others].flatMap((answer) =>
          answer.ok ? answer.value.terms.map((totals) => totals.term) : [],
        )
        set({ terms: terms.sort((a, b) => b.year - a.year || b.number - a.number) })
      },
      page: async (from, to) => {
        for (let tries = 0; tries < 3; tries++) {
          if (running !== null) await running
          if (get().list === null) await open()
          const { list } = get()
          if (list === null) break
          const answer = await page(list.version, from, to)
          if (running !== null) continue
          if (!answer.ok) {
            set({ failure: answer.error.kind })
            break
          }
          if (!answer.value.stale) return { rows: answer.value.rows, total: list.total }
          await open()
        }
        return { rows: [], total: get().list?.total ?? 0 }
      },
      leave: (place) => set({ place }),
      forget: () => {
        generation++
        first = null
        set({ query: everyCase, list: null, listed: everyCase, failure: null, terms: [], place: top })
      },
    }
  })

  bridge.on('changed', (topics) => {
    const shown = store.getState().list !== null
    if (shown && topics.some((topic) => topic === 'cases' || topic === 'requests')) void store.getState().load()
  })
  return store
}
