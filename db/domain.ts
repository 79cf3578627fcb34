/**
 * The nouns of the product. Everything that crosses from the engine to the window has one of these shapes.
 *
 * Units: dates without time are `YYYY-MM-DD`; moments are ISO 8601 in UTC; money is whole øre (1/100 krone) so
 * that sums are exact; keys are lower-case GUIDs. Choice columns keep IMDi's integer beside IMDi's own text,
 * because a newer server may send values this version has no name for.
 */

/** A choice column: IMDi's code and the text IMDi showed for it (empty when IMDi sent none). */
export interface Choice {
  readonly code: number
  readonly text: string
}

/** `imdi_tilskuddssak.type` as published today; other codes are shown by their own text. */
export const grantTypes = { integration: 100000000, separate: 100000001, extra: 100000002 } as const
export const caseStatuses = { active: 1, stopped: 2, ended: 3 } as const
export const stopReasons = { moved: 1, dead: 2, emigrated: 3, outsideTargetGroup: 4 } as const
export const payoutStatuses = { planned: 1, paid: 2, held: 3 } as const
export const payoutKinds = { payment: 1, offset: 2, repayment: 3, backPayment: 4 } as const
export const termStatuses = { planned: 1, paid: 2 } as const

/** One payment term. `name` is IMDi's label and need not be a quarter's end. */
export interface Term {
  readonly id: string
  readonly name: string
  readonly year: number
  readonly number: number
  readonly termDate: string | null
  readonly paymentDate: string | null
  readonly status: Choice
}

/** One person × one scheme × one municipality. */
export interface GrantCase {
  readonly id: string
  readonly caseNumber: string
  readonly type: Choice
  readonly code: string
  readonly givenName: string
  readonly familyName: string
  readonly nationalId: string
  readonly dufNumber: string
  readonly birthDate: string | null
  readonly gender: Choice | null
  readonly citizenship: string
  readonly qualifyingDate: string | null
  readonly settledDate: string | null
  readonly grantYear: number | null
  readonly totalAmount: number
  readonly municipalityNumber: string
  readonly movedTo: string
  readonly movedFrom: string
  readonly status: Choice
  readonly stopReason: Choice | null
  readonly stopDate: string | null
  readonly modifiedOn: string
}

/** A row of the Saker list: the case with its newest paid term and its open requests laid over it. */
export interface CaseRow extends GrantCase {
  readonly lastTerm: string
  readonly lastPaymentDate: string | null
  readonly openRequests: number
}

/** One payout; negative for motregning and tilbakebetaling. The term may be missing until a later page. */
export interface Payout {
  readonly id: string
  readonly caseId: string
  readonly term: Term | null
  readonly amount: number
  readonly kind: Choice
  readonly grantYear: number | null
  readonly code: string
  readonly paymentDate: string | null
  readonly reference: string
  readonly status: Choice
}

// ---- lists -------------------------------------------------------------------------------------------------

export const caseColumns = [
  'caseNumber',
  'familyName',
  'givenName',
  'dufNumber',
  'birthDate',
  'type',
  'code',
  'grantYear',
  'qualifyingDate',
  'settledDate',
  'lastTerm',
  'lastPaymentDate',
  'totalAmount',
  'status',
  'stopReason',
  'openRequests',
] as const
export type CaseColumn = (typeof caseColumns)[number]

/** How the typed search was read: a date, digits, or words (queries/search/read-search.ts). */
export type SearchReading =
  | { readonly kind: 'none' }
  /** `year`, `month`, `day` as far as typed; `grantYear` is the year it gives in `newestYear`, when within 1–5. */
  | {
      readonly kind: 'date'
      readonly year: number | null
      readonly month: number | null
      readonly day: number | null
      readonly grantYear: number | null
      readonly newestYear: number | null
    }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'words'; readonly words: readonly string[] }

/** Count and sum (øre) of the rows that one filter value would leave. */
export interface Facet<V> {
  readonly value: V
  readonly text: string
  readonly count: number
  readonly sum: number
}

/** A query result with a version: pages and totals of one version belong together. */
export interface CaseList {
  readonly version: number
  readonly reading: SearchReading
  readonly total: number
  /** All rows the user may see, before search and filters. */
  readonly all: number
  /** Sum of `totalAmount` of the rows found, øre. */
  readonly sum: number
  readonly types: readonly Facet<number>[]
  readonly grantYears: readonly Facet<number | null>[]
  readonly statuses: readonly Facet<number>[]
}

export type CasePage =
  | { readonly stale: false; readonly rows: readonly CaseRow[] }
  /** The version is gone (the engine was restarted or newer lists pushed it out): open the list again. */
  | { readonly stale: true }

// ---- requests ----------------------------------------------------------------------------------------------

/** The only words for a request's state; from `sent` on they are IMDi's. `other` shows IMDi's own text. */
export const requestStates = [
  'draft',
  'queued',
  'sending',
  'needs-decision',
  'refused',
  'withdrawn',
  'sent',
  'sent-unconfirmed',
  'received',
  'in-progress',
  'needs-info',
  'granted',
  'rejected',
  'other',
] as const
export type RequestState = (typeof requestStates)[number]

/** Why a queued request waits. */
export type QueueReason = 'next-sync' | 'network' | 'sign-in' | 'paused' | 'rate-limit' | 'server'

/** Why a request waits for a person. */
export type DecisionReason = 'case-gone' | 'case-changed' | 'open-request' | 'vanished' | 'role-lost'

export type Regarding = { readonly kind: 'case'; readonly id: string } | { readonly kind: 'term'; readonly id: string }

/** What the request is about, as the window shows it: a person's case or a whole term. */
export interface RegardingView {
  readonly kind: 'case' | 'term'
  readonly id: string
  /** "Etternavn, Fornavn", or empty for a term and for a case no longer on the PC. */
  readonly person: string
  readonly caseNumber: string
  readonly term: Term | null
  readonly typeText: string
  readonly grantYear: number | null
  readonly present: boolean
}

export const problems = ['missing-payment', 'wrong-amount', 'wrong-municipality', 'ended', 'other'] as const
export type Problem = (typeof problems)[number]

/** What the caseworker types. Free text, kept as typed; dates are text so that half a date is kept too. */
export interface DraftFields {
  readonly problem: Problem | null
  readonly termIds: readonly string[]
  readonly fromDate: string
  readonly toDate: string
  readonly what: string
  readonly why: string
  readonly place: string
  readonly title: string
}
export type DraftTextField = 'fromDate' | 'toDate' | 'what' | 'why' | 'place' | 'title'

/** Something to look at before sending. Warnings never block. `start`/`end` index into the named field. */
export interface DraftWarning {
  readonly code:
    | 'title-empty'
    | 'title-vague'
    | 'title-too-long'
    | 'title-has-identifier'
    | 'what-empty'
    | 'why-empty'
    | 'dates-empty'
    | 'date-unreadable'
    | 'dates-reversed'
    | 'place-empty'
    | 'duf-missing'
    | 'duf-check'
    | 'street-address'
    | 'other-number'
    | 'synthetic-number'
    | 'open-request'
  readonly field: DraftTextField | null
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Exactly what IMDi receives: the activity's title and the note's text. */
export interface RequestPreview {
  readonly subject: string
  readonly noteSubject: string
  readonly noteText: string
}

/** One difference between what the draft was written on and what IMDi has now. Values as shown to the user. */
export interface DecisionDifference {
  readonly field: string
  readonly before: string
  readonly now: string
}

export interface RequestSummary {
  /** The activity's GUID, chosen by the app when the draft was made; the same at IMDi. */
  readonly id: string
  readonly state: RequestState
  /** IMDi's own text for the state, when the state is IMDi's. */
  readonly stateText: string
  readonly title: string
  readonly regarding: RegardingView
  readonly writtenAt: string
  readonly updatedAt: string
  /** Made on this PC. */
  readonly mine: boolean
  readonly queueReason: QueueReason | null
  readonly nextTryAt: string | null
  readonly decision: DecisionReason | null
  /** IMDi's sentence: the refusal, or the answer (imdi_svar). */
  readonly answer: string
}

export interface ThreadNote {
  readonly id: string
  readonly subject: string
  readonly text: string
  readonly createdAt: string | null
}

export interface RequestDetail extends RequestSummary {
  readonly preview: RequestPreview
  readonly fields: DraftFields | null
  readonly differences: readonly DecisionDifference[]
  readonly colleagues: readonly RequestSummary[]
  readonly notes: readonly ThreadNote[]
  readonly attempts: number
}

/** A draft opened in the form. `revision` rises by one at every save; an older one is refused. */
export interface DraftView {
  readonly id: string
  readonly revision: number
  readonly state: RequestState
  readonly fields: DraftFields
  readonly regarding: RegardingView
  readonly case: GrantCase | null
  readonly payouts: readonly Payout[]
  readonly termTotals: TermTotals | null
  readonly terms: readonly Term[]
  readonly preview: RequestPreview
  /** Goes to IMDi while `fields.title` is empty; the form shows it until a title is typed. */
  readonly suggestedTitle: string
  readonly warnings: readonly DraftWarning[]
  readonly others: readonly RequestSummary[]
  readonly createdAt: string
  readonly savedAt: string
  readonly queueReason: QueueReason | null
  readonly answer: string
}

/** The answer to a save: given only after the row is synced to disk. */
export interface DraftSaved {
  readonly revision: number
  readonly savedAt: string
  readonly preview: RequestPreview
  readonly suggestedTitle: string
  readonly warnings: readonly DraftWarning[]
}

// ---- case, dashboard ---------------------------------------------------------------------------------------

export interface CaseDetail {
  readonly case: GrantCase
  /** Newest term first. */
  readonly payouts: readonly Payout[]
  readonly requests: readonly RequestSummary[]
  /** Other cases of the same person (same DUF number, else same national identity number). */
  readonly related: readonly CaseRow[]
  /** Every term, for the timeline. */
  readonly terms: readonly Term[]
  readonly newestTermYear: number | null
}

export interface TermTotals {
  readonly term: Term
  readonly count: number
  readonly byType: readonly Facet<number>[]
  /** øre, signs included. */
  readonly sum: number
  /** How many of the payouts are offsets or repayments, and their sum (negative). */
  readonly offsetCount: number
  readonly offsetSum: number
}

/** What one sync changed. */
export interface SyncSummary {
  readonly id: number
  readonly finishedAt: string
  readonly first: boolean
  readonly newCases: number
  readonly newPayouts: number
  readonly newPayoutSum: number
  readonly stoppedCases: number
  readonly changedAmounts: number
  readonly changedAmountSum: number
  readonly answers: number
}

export interface Dashboard {
  readonly terms: readonly TermTotals[]
  readonly years: readonly number[]
  readonly newestTermYear: number | null
  readonly lastSync: SyncSummary | null
  readonly caseCount: number
  readonly requests: readonly RequestSummary[]
  readonly counts: RequestCounts
}

export interface RequestCounts {
  readonly drafts: number
  readonly queued: number
  /** needs-decision + refused + needs-info: those that wait for the caseworker. */
  readonly waitingForYou: number
  readonly atImdi: number
  readonly closed: number
  readonly all: number
}

// ---- sync --------------------------------------------------------------------------------------------------

export type SyncPhase = 'idle' | 'first-pull' | 'pull' | 'push'
export type SyncProblem =
  | 'unreachable'
  | 'sign-in'
  | 'no-role'
  | 'rate-limit'
  | 'server'
  | 'unexpected-answer'
  | 'big-change'
  | 'disk-full'
  | 'clock'
  /** The app itself failed: neither the network nor IMDi has to do with it. */
  | 'internal'

export type PullTable = 'terms' | 'cases' | 'payouts' | 'requests' | 'notes' | 'index'

export interface PullProgress {
  readonly tables: readonly {
    readonly table: PullTable
    readonly done: number
    readonly expected: number | null
    readonly state: 'waiting' | 'running' | 'done'
  }[]
  readonly done: number
  readonly expected: number | null
  readonly secondsLeft: number | null
}

export interface SyncStatus {
  readonly phase: SyncPhase
  /** False until the first full pull has finished on this PC. */
  readonly hasReplica: boolean
  readonly lastSyncedAt: string | null
  /** Since when IMDi has not been reached; null when the last contact succeeded. */
  readonly offlineSince: string | null
  readonly problem: SyncProblem | null
  readonly nextTryAt: string | null
  readonly progress: PullProgress | null
  readonly stopped: boolean
  readonly counts: RequestCounts
}

/** Names of what changed; the window asks again for what it shows. */
export type Topic = 'cases' | 'requests' | 'dashboard' | 'sync'
