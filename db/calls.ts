/**
 * Every question and order the engine answers: name → arguments (checked at the door) → result.
 * The window's contract takes these as they are; `device.ts` implements each of them.
 */
import { z } from 'zod'
import {
  type CaseDetail,
  type CaseList,
  type CasePage,
  caseColumns,
  type Dashboard,
  type DraftSaved,
  type DraftView,
  problems,
  type RequestDetail,
  type RequestSummary,
  type SyncStatus,
} from './domain.ts'

/** A call's argument schema, with the result type carried along for the compiler only. */
export interface Call<Args, Result> {
  readonly args: z.ZodType<Args>
  readonly result?: Result
}

/** Declares a call: `call(schema)<Result>()`. */
export const call =
  <Args>(args: z.ZodType<Args>) =>
  <Result>(): Call<Args, Result> => ({ args })

export const nothing = z.strictObject({})
const guid = z.guid().transform((id) => id.toLowerCase())
const byId = z.strictObject({ id: guid })

/** Which cases to list. Filters of one kind are alternatives (or), of different kinds conditions (and). */
export const caseQuery = z.strictObject({
  search: z.string().max(500),
  /** True after the caseworker clicked the date chip away: read the search as words or digits only. */
  asText: z.boolean(),
  types: z.array(z.number().int()).max(50),
  grantYears: z.array(z.number().int().nullable()).max(50),
  statuses: z.array(z.number().int()).max(50),
  /** Only cases with a payout in this term. */
  termId: guid.nullable(),
  /** Only cases that this sync brought in or changed, by kind. */
  change: z
    .strictObject({ syncId: z.number().int(), kind: z.enum(['new-case', 'new-payout', 'stopped', 'amount']) })
    .nullable(),
  sort: z.strictObject({ column: z.enum(caseColumns), descending: z.boolean() }).nullable(),
})
export type CaseQuery = z.infer<typeof caseQuery>

export const draftFields = z.strictObject({
  problem: z.enum(problems).nullable(),
  termIds: z.array(guid).max(40),
  fromDate: z.string().max(40),
  toDate: z.string().max(40),
  what: z.string().max(20_000),
  why: z.string().max(20_000),
  place: z.string().max(200),
  title: z.string().max(2_000),
})

export const regarding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('case'), id: guid }),
  z.strictObject({ kind: z.literal('term'), id: guid }),
])

export const engineCalls = {
  'cases.open': call(caseQuery)<CaseList>(),
  'cases.page': call(
    z.strictObject({ version: z.number().int(), from: z.number().int().min(0), to: z.number().int().min(0) }),
  )<CasePage>(),
  'cases.get': call(byId)<CaseDetail>(),
  'dashboard.get': call(z.strictObject({ year: z.number().int().nullable() }))<Dashboard>(),
  'requests.list': call(nothing)<readonly RequestSummary[]>(),
  'requests.get': call(byId)<RequestDetail>(),
  /** Makes and stores a new draft, with its GUIDs and what it was written on. */
  'drafts.create': call(z.strictObject({ regarding, problem: z.enum(problems).nullable() }))<DraftView>(),
  'drafts.get': call(byId)<DraftView>(),
  /** Stores what is typed; answers after the data are on disk (promise S2). Refuses a revision that is not next. */
  'drafts.save': call(
    z.strictObject({ id: guid, revision: z.number().int().min(0), fields: draftFields }),
  )<DraftSaved>(),
  'drafts.remove': call(byId)<null>(),
  'drafts.restore': call(byId)<null>(),
  /** draft → queued; sync is told to try at once. */
  'drafts.submit': call(byId)<null>(),
  /** queued, needs-decision or refused → draft, everything kept. */
  'requests.edit': call(byId)<null>(),
  'requests.sendAnyway': call(byId)<null>(),
  'requests.withdraw': call(byId)<null>(),
  'sync.status': call(nothing)<SyncStatus>(),
  /** Starts a sync, or joins the one under way; answers at once. */
  'sync.now': call(nothing)<null>(),
  /** Stops a first pull after the page at hand ("Stans og fortsett senere"); `sync.now` takes it up again. */
  'sync.stop': call(nothing)<null>(),
} as const

export type EngineCalls = typeof engineCalls
export type EngineCallName = keyof EngineCalls
export type CallArgs<C> = C extends Call<infer Args, unknown> ? Args : never
export type CallResult<C> = C extends Call<unknown, infer Result> ? Result : never
