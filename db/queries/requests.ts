/**
 * Requests of ours (work.db) and IMDi's (replica) as one list. They share the GUID: once IMDi's row is here its
 * state shows, and nothing shows twice.
 */
import type { Selectable } from 'kysely'
import type { Regarding, RegardingView, RequestCounts, RequestState, RequestSummary, Term } from '../domain.ts'
import { type ReadDb, replicaQuery, workQuery } from '../handles.ts'
import { draftTitle, parseDraft, type StoredDraft } from '../outbox/stored-draft.ts'
import type { ReplicaTables } from '../schema/replica.ts'
import { requestState } from './rows.ts'
import { allTerms, byId } from './terms.ts'

export interface Sources {
  readonly replica: ReadDb | null
  readonly work: ReadDb
}

/** Every request, most urgent first. */
export function allRequests(sources: Sources): RequestSummary[] {
  const rows = sources.replica?.all(replicaQuery.selectFrom('request').selectAll()) ?? []
  const drafts = sources.work.all(workQuery.selectFrom('draft').selectAll().where('deleted_at', 'is', null))
  return merged(sources, rows, drafts.map(parseDraft))
}

/** Requests on one case or term, most urgent first. */
export function requestsOn(sources: Sources, regardingId: string): RequestSummary[] {
  const rows =
    sources.replica?.all(replicaQuery.selectFrom('request').selectAll().where('regarding_id', '=', regardingId)) ?? []
  const drafts = sources.work.all(
    workQuery.selectFrom('draft').selectAll().where('regarding_id', '=', regardingId).where('deleted_at', 'is', null),
  )
  return merged(sources, rows, drafts.map(parseDraft))
}

/** One request, from whichever side knows it; null when neither does. */
export function oneRequest(sources: Sources, row: RequestRow | undefined, draft: StoredDraft | null) {
  return merged(sources, row ? [row] : [], draft && draft.deletedAt === null ? [draft] : [])[0] ?? null
}

export type RequestRow = Selectable<ReplicaTables['request']>

function merged(sources: Sources, rows: readonly RequestRow[], drafts: readonly StoredDraft[]): RequestSummary[] {
  const view = regardingViews(sources.replica)
  const ours = new Map(drafts.map((draft) => [draft.id, draft]))
  // One that has vanished at IMDi may still lie in the rows that were not swapped for the server's fewer ones, also
  // when it has become a draft again since.
  const present = rows.filter((row) => mayBeAtImdi(ours.get(row.id)))
  const atImdi = present.map((row) => fromImdi(row, ours.get(row.id), view))
  const known = new Set(present.map((row) => row.id))
  const here = drafts.filter((draft) => !known.has(draft.id)).map((draft) => fromDraft(draft, view))
  return [...atImdi, ...here].sort(mostUrgentFirst)
}

function mayBeAtImdi(draft: StoredDraft | undefined): boolean {
  return !draft || draft.state === 'sent' || draft.state === 'sent-unconfirmed' || draft.sentAt !== null
}

function fromImdi(row: RequestRow, draft: StoredDraft | undefined, view: RegardingViews): RequestSummary {
  const writtenAt = draft?.createdAt ?? row.created_on ?? row.modified_on
  return {
    id: row.id,
    state: requestState(row.status),
    stateText: row.status_text,
    title: row.subject,
    regarding: view({ kind: row.regarding_kind === 'term' ? 'term' : 'case', id: row.regarding_id }),
    writtenAt,
    updatedAt: row.modified_on,
    mine: draft !== undefined,
    queueReason: null,
    nextTryAt: null,
    decision: null,
    answer: row.answer,
  }
}

function fromDraft(draft: StoredDraft, view: RegardingViews): RequestSummary {
  return {
    id: draft.id,
    state: draft.state,
    stateText: '',
    title: draftTitle(draft),
    regarding: view(draft.regarding),
    writtenAt: draft.createdAt,
    updatedAt: [draft.savedAt, draft.submittedAt, draft.sentAt].reduce<string>(
      (newest, at) => (at !== null && at > newest ? at : newest),
      draft.createdAt,
    ),
    mine: true,
    queueReason: draft.queueReason,
    nextTryAt: draft.nextTryAt,
    decision: draft.decision,
    answer: draft.answer,
  }
}

type RegardingViews = (regarding: Regarding) => RegardingView

/** Each case is looked up by its key, the terms once. */
function regardingViews(replica: ReadDb | null): RegardingViews {
  let terms: Map<string, Term> | null = null
  return ({ kind, id }) => {
    const absent = { kind, id, person: '', caseNumber: '', term: null, typeText: '', grantYear: null, present: false }
    if (replica === null) return absent
    if (kind === 'term') {
      terms ??= byId(allTerms(replica))
      const term = terms.get(id) ?? null
      return { ...absent, term, present: term !== null }
    }
    const row = replica.get(
      replicaQuery
        .selectFrom('grant_case')
        .select(['family_name', 'given_name', 'case_number', 'type_text', 'grant_year'])
        .where('id', '=', id),
    )
    if (row === undefined) return absent
    return {
      ...absent,
      person: [row.family_name, row.given_name].filter((name) => name !== '').join(', '),
      caseNumber: row.case_number,
      typeText: row.type_text,
      grantYear: row.grant_year,
      present: true,
    }
  }
}

/** Waiting for the caseworker, then what waits to go, drafts, at IMDi, closed. */
const urgency: Readonly<Record<RequestState, number>> = {
  'needs-decision': 0,
  refused: 0,
  'needs-info': 0,
  sending: 1,
  queued: 1,
  draft: 2,
  'sent-unconfirmed': 3,
  sent: 3,
  received: 3,
  'in-progress': 3,
  other: 3,
  granted: 4,
  rejected: 4,
  withdrawn: 4,
}

function mostUrgentFirst(a: RequestSummary, b: RequestSummary): number {
  if (a.state !== b.state && urgency[a.state] !== urgency[b.state]) return urgency[a.state] - urgency[b.state]
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? 1 : -1
  return a.id < b.id ? -1 : 1
}

/** The groups of Endringsforespørsler; each request is in one of them. */
export function countRequests(requests: readonly RequestSummary[]): RequestCounts {
  const of = (place: number) => requests.filter((request) => urgency[request.state] === place).length
  return { waitingForYou: of(0), queued: of(1), drafts: of(2), atImdi: of(3), closed: of(4), all: requests.length }
}

/** Open: somebody still has to do something about it. What this version does not know is not counted as open. */
export function isOpen(state: RequestState): boolean {
  return urgency[state] < 4 && state !== 'other'
}
