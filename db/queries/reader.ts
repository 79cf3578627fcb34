/**
 * Answers every question of calls.ts that only reads, from the replica and work.db. Lives in the reader thread.
 *
 * What is expensive to know (the columns of all cases, the sums of a term, who has open requests) is kept in memory
 * and brought up to date by `rowsChanged`; everything else is read when asked.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { CallArgs, CallResult, CaseQuery, EngineCalls } from '../calls.ts'
import type { CaseColumn, CaseList, CaseRow, Regarding, RequestCounts, Term, TermTotals } from '../domain.ts'
import { EngineError } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import type { Basis } from '../outbox/basis.ts'
import { getDraft } from '../outbox/stored-draft.ts'
import { basisOf, findCase } from './basis.ts'
import {
  buildIndex,
  type CaseIndex,
  emptyIndex,
  lastPaidReader,
  layLastPaid,
  setOpenRequests,
  typeReader,
} from './case-index/case-index.ts'
import { loadIndex } from './case-index/kept-index.ts'
import { patchIndex } from './case-index/patch.ts'
import type { LastPaid } from './case-index/read-rows.ts'
import { warmUp } from './case-index/warm-up.ts'
import { findCases, type RowFilter } from './case-list.ts'
import { caseRows, relatedCases } from './case-rows.ts'
import { changedCases } from './change-filter.ts'
import { dashboard } from './dashboard.ts'
import { draftView } from './draft-view.ts'
import { keptTotals } from './kept-totals.ts'
import { createLists } from './lists.ts'
import { openRequestsPerCase } from './open-requests.ts'
import { payoutsOf } from './payouts.ts'
import { requestDetail } from './request-detail.ts'
import { allRequests, countRequests, requestsOn, type Sources } from './requests.ts'
import { readSearch } from './search/read-search.ts'
import { termTotals } from './term-totals.ts'
import { allTerms, byId, newestTermYear } from './terms.ts'

export interface ReaderOptions {
  /** Null until the first pull has finished. */
  readonly replica: ReadDb | null
  readonly work: ReadDb
  readonly now: () => Date
  /** Test environment: synthetic numbers pass silently. */
  readonly testData?: boolean
}

/** What a sync or the caseworker changed. Ids may name rows that are gone. */
export interface RowsChanged {
  /** Cases that are new, changed or gone. */
  readonly cases?: readonly string[]
  /** Cases whose payouts are new, changed or gone. */
  readonly payouts?: readonly string[]
  readonly terms?: boolean
  /** IMDi's requests or notes. */
  readonly requests?: boolean
  /** Our drafts and the outbox. */
  readonly drafts?: boolean
  /** Everything may have changed: read all anew. */
  readonly all?: boolean
}

export type ReadCallName =
  | 'cases.open'
  | 'cases.page'
  | 'cases.get'
  | 'dashboard.get'
  | 'requests.list'
  | 'requests.get'
  | 'drafts.get'

export type Reader = {
  readonly [N in ReadCallName]: (args: CallArgs<EngineCalls[N]>) => CallResult<EngineCalls[N]>
} & {
  /** What a draft on this case or term is written on, as the rows are now. */
  basis(regarding: Regarding): Basis
  counts(): RequestCounts
  /** Reads what the first list needs, then, between questions, what searches and sorts will need. */
  warm(): void
  /** Settles when all of it is ready. */
  warmed(): Promise<void>
  rowsChanged(changed: RowsChanged): void
  /** A full pull has put a new file in the place of the old one; versions of lists from the old are gone. */
  swapped(replica: ReadDb): void
}

export function createReader(options: ReaderOptions): Reader {
  const { work, now, testData = false } = options
  let replica = options.replica
  const lists = createLists(now().getTime())
  let index: CaseIndex | null = null
  let terms: readonly Term[] | null = null
  let open: ReadonlyMap<string, number> | null = null
  let openLaidOver = false
  let warmedOnce = false
  let ready: Promise<void> = Promise.resolve()
  let totals: Map<string, TermTotals> | null = null
  const termFilters = new Map<string, ReadonlySet<string>>()
  const stale = new Set<string>()

  const sources = (): Sources => ({ replica, work })
  const theTerms = () => (terms ??= replica ? allTerms(replica) : [])
  const openPerCase = () => (open ??= replica ? openRequestsPerCase(replica, work) : new Map<string, number>())

  /** @param withLastPaid the question looks at the two columns of the newest payment */
  function theIndex(withLastPaid: boolean): CaseIndex {
    if (replica === null) return emptyIndex(0)
    if (index === null) {
      index = loadIndex(replica) ?? buildIndex(replica)
      openLaidOver = false
    } else if (stale.size > 0) {
      patchIndex(index, replica, stale)
      openLaidOver = false
    }
    stale.clear()
    if (withLastPaid) layLastPaid(index, replica)
    if (!openLaidOver) setOpenRequests(index, openPerCase())
    openLaidOver = true
    return index
  }

  /** Newest payments from the index, as long as nothing is known to have changed since. */
  function paidAtHand(): (seq: number) => LastPaid | null {
    return index?.hasLastPaid && stale.size === 0 ? lastPaidReader(index) : () => null
  }

  /** What a term comes to, kept until payouts change. */
  function totalsOf(term: Term): TermTotals {
    if (replica === null) return emptyTotals(term)
    totals ??= keptTotals(replica, theTerms())
    const known = totals.get(term.id) ?? termTotals(replica, typeReader(theIndex(false)))(term)
    totals.set(term.id, known)
    return known
  }

  /** Cases with a payout in a term, kept until payouts change: one search after another asks for the same. */
  function inTerm(db: ReadDb, termId: string): ReadonlySet<string> {
    const statement = db.prepare<{ case_id: string }>('select distinct case_id from payout where term_id = ?')
    const found = termFilters.get(termId) ?? new Set(statement.all(termId).map((row) => row.case_id))
    termFilters.set(termId, found)
    return found
  }

  /** A warm-up that fails is only a head start missed: the question itself will say what is wrong. */
  function startWarming(): Promise<void> {
    if (replica !== null) ready = warmUp(theIndex(false), () => theIndex(true)).catch(() => undefined)
    return ready
  }

  function outsideFilters(db: ReadDb, of: CaseIndex, query: CaseQuery): RowFilter[] {
    const filters: RowFilter[] = []
    if (query.termId !== null) filters.push(rowsWith(of, inTerm(db, query.termId)))
    if (query.change !== null) filters.push(rowsWith(of, changedCases(work, query.change)))
    return filters
  }

  function openList(query: CaseQuery): CaseList {
    const reading = readSearch(query.search, query.asText, newestTermYear(theTerms()))
    const of = theIndex(reading.kind === 'words' || isLastPaid(query.sort?.column))
    const found = findCases(of, query, reading, replica ? outsideFilters(replica, of, query) : [])
    return { version: lists.keep(found.seqs), ...found.list }
  }

  return {
    'cases.open': openList,

    'cases.page'({ version, from, to }) {
      const seqs = lists.find(version)
      if (seqs === null || replica === null) return { stale: true }
      const db = replica
      return db.snapshot(() => {
        const row = caseRows(db, openPerCase(), paidAtHand())
        const rows: CaseRow[] = []
        for (const seq of seqs.subarray(from, to)) {
          const found = row(seq)
          // A row of this version is gone: its totals are no longer true either.
          if (found === null) return { stale: true }
          rows.push(found)
        }
        return { stale: false, rows }
      })
    },

    'cases.get'({ id }) {
      const db = existing(replica)
      return db.snapshot(() => {
        const found = findCase(db, id)
        if (found === null) throw new EngineError('not-found', 'No such case on this PC')
        return {
          case: found,
          payouts: payoutsOf(db, id, byId(theTerms())),
          requests: requestsOn(sources(), id),
          related: relatedCases(db, openPerCase(), found),
          terms: theTerms(),
          newestTermYear: newestTermYear(theTerms()),
        }
      })
    },

    'dashboard.get'({ year }) {
      const caseCount =
        replica?.prepare<{ count: number }>('select count(*) as count from grant_case').get()?.count ?? 0
      return dashboard(sources(), year, { terms: theTerms(), caseCount, totals: totalsOf })
    },

    'requests.list': () => allRequests(sources()),
    'requests.get': ({ id }) => requestDetail(sources(), id),

    'drafts.get'({ id }) {
      const draft = getDraft(work, id)
      if (draft === null || draft.deletedAt !== null) throw new EngineError('not-found', 'No such draft')
      return draftView(sources(), draft, totalsOf, testData)
    },

    basis: (regarding) => basisOf(sources(), regarding, totalsOf),
    counts: () => countRequests(allRequests(sources())),
    warm() {
      warmedOnce = true
      void startWarming()
    },

    warmed: () => ready,

    rowsChanged(changed) {
      if (changed.all) {
        index = null
        stale.clear()
      }
      for (const id of changed.cases ?? []) stale.add(id)
      for (const id of changed.payouts ?? []) stale.add(id)
      if (changed.all || changed.terms || changed.cases?.length || changed.payouts?.length) {
        totals = null
        termFilters.clear()
      }
      if (changed.all || changed.terms) terms = null
      // A term's name and number are part of what the index holds of a case.
      if (changed.terms) index = null
      if (changed.all || changed.requests || changed.drafts) {
        open = null
        openLaidOver = false
      }
    },

    swapped(next) {
      replica = next
      index = null
      terms = null
      open = null
      stale.clear()
      totals = null
      termFilters.clear()
      lists.forget()
      if (warmedOnce)
        ready = turn()
          .then(startWarming)
          .catch(() => undefined)
    },
  }
}

function isLastPaid(column: CaseColumn | undefined): boolean {
  return column === 'lastTerm' || column === 'lastPaymentDate'
}

function existing(replica: ReadDb | null): ReadDb {
  if (replica === null) throw new EngineError('not-found', 'No rows on this PC yet')
  return replica
}

function rowsWith(index: CaseIndex, ids: ReadonlySet<string>): Uint8Array {
  const rows = new Uint8Array(index.size)
  if (ids.size === 0) return rows
  for (let row = 0; row < index.size; row++) if (ids.has(index.ids[row] ?? '')) rows[row] = 1
  return rows
}

function emptyTotals(term: Term): TermTotals {
  return { term, count: 0, byType: [], sum: 0, offsetCount: 0, offsetSum: 0 }
}
