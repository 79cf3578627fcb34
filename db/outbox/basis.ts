/**
 * What a draft was written on: the case (or the term and its sums), as it lay on this PC when the draft was made.
 * It gives the letter its facts, and it is what IMDi's rows are compared with just before sending.
 */
import { z } from 'zod'
import {
  type GrantCase,
  type Payout,
  type Regarding,
  type RequestState,
  type RequestSummary,
  requestStates,
  type Term,
  type TermTotals,
} from '../domain.ts'

/** A request of somebody's that is open on the same case or term. */
export interface OpenRequest {
  readonly id: string
  readonly title: string
  readonly state: RequestState
  readonly stateText: string
  /** `YYYY-MM-DD…` or ''. */
  readonly writtenAt: string
}

export interface Basis {
  readonly regarding: Regarding
  /** Present when the request is about a case that is on the PC. */
  readonly case: GrantCase | null
  /** Present when the request is about a term. */
  readonly term: Term | null
  /** The case's payouts, newest term first; empty for a term. */
  readonly payouts: readonly Payout[]
  /** The term's sums; null for a case. */
  readonly totals: TermTotals | null
  /** Every term, so that the letter can name those chosen. */
  readonly terms: readonly Term[]
  /** Open at IMDi on the same case or term when this was read, ours excepted by id when compared. */
  readonly openAtImdi: readonly OpenRequest[]
}

export const noBasis = (regarding: Regarding): Basis => ({
  regarding,
  case: null,
  term: null,
  payouts: [],
  totals: null,
  terms: [],
  openAtImdi: [],
})

const choice = z.object({ code: z.number(), text: z.string() })
const term = z.object({
  id: z.string(),
  name: z.string(),
  year: z.number(),
  number: z.number(),
  termDate: z.string().nullable(),
  paymentDate: z.string().nullable(),
  status: choice,
}) satisfies z.ZodType<Term>
const payout = z.object({
  id: z.string(),
  caseId: z.string(),
  term: term.nullable(),
  amount: z.number(),
  kind: choice,
  grantYear: z.number().nullable(),
  code: z.string(),
  paymentDate: z.string().nullable(),
  reference: z.string(),
  status: choice,
}) satisfies z.ZodType<Payout>
const grantCase = z.object({
  id: z.string(),
  caseNumber: z.string(),
  type: choice,
  code: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  nationalId: z.string(),
  dufNumber: z.string(),
  birthDate: z.string().nullable(),
  gender: choice.nullable(),
  citizenship: z.string(),
  qualifyingDate: z.string().nullable(),
  settledDate: z.string().nullable(),
  grantYear: z.number().nullable(),
  totalAmount: z.number(),
  municipalityNumber: z.string(),
  movedTo: z.string(),
  movedFrom: z.string(),
  status: choice,
  stopReason: choice.nullable(),
  stopDate: z.string().nullable(),
  modifiedOn: z.string(),
}) satisfies z.ZodType<GrantCase>
const totals = z.object({
  term,
  count: z.number(),
  byType: z.array(z.object({ value: z.number(), text: z.string(), count: z.number(), sum: z.number() })),
  sum: z.number(),
  offsetCount: z.number(),
  offsetSum: z.number(),
}) satisfies z.ZodType<TermTotals>

const openRequest = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(requestStates),
  stateText: z.string(),
  writtenAt: z.string(),
}) satisfies z.ZodType<OpenRequest>

/** Stored work is unknown until parsed: the basis as it lies in `draft.basis`. */
export const basisSchema = z.object({
  regarding: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('case'), id: z.string() }),
    z.object({ kind: z.literal('term'), id: z.string() }),
  ]),
  case: grantCase.nullable(),
  term: term.nullable(),
  payouts: z.array(payout),
  totals: totals.nullable(),
  terms: z.array(term),
  openAtImdi: z.array(openRequest),
}) satisfies z.ZodType<Basis>

export function openRequestOf(summary: RequestSummary): OpenRequest {
  const { id, title, state, stateText, writtenAt } = summary
  return { id, title, state, stateText, writtenAt }
}
