/** Reads at IMDi, just before sending, what a request is about: the same picture as it was written on. */
import { z } from 'zod'
import { trusted } from '../crossing.ts'
import { payoutStatuses, type Regarding, termStatuses } from '../domain.ts'
import { type Basis, noBasis, type OpenRequest } from '../outbox/basis.ts'
import { caseOf, payoutOf, requestState, termOf } from '../queries/rows.ts'
import type { ReplicaTables } from '../schema/replica.ts'
import { type Entity, entities, readRow, storedColumns } from './entities.ts'
import type { Failure, Outcome } from './outcome.ts'
import { preferTexts } from './prefer.ts'
import { BadValue } from './read-value.ts'
import type { Transport } from './transport.ts'
import { readJson } from './who-am-i.ts'

export type Fresh =
  | { readonly kind: 'ok'; readonly basis: Basis; readonly openAtImdi: readonly OpenRequest[] }
  /** What the request is about is no longer at IMDi. */
  | { readonly kind: 'gone' }
  | Exclude<Failure, { kind: 'not-found' }>

/** Statuses in which IMDi has not closed a request. A code without a name here counts as open. */
const closed = [4, 5]

const unexpected = { kind: 'unexpected', why: 'not a row' } as const

export async function readFresh(transport: Transport, basis: Basis): Promise<Fresh> {
  const { regarding } = basis
  const open = await openRequests(transport, regarding)
  if (open.kind !== 'ok') return known(open)
  const fresh = regarding.kind === 'case' ? await freshCase(transport, basis) : await freshTerm(transport, basis)
  return fresh.kind === 'ok' ? { kind: 'ok', basis: fresh.value, openAtImdi: open.value } : known(fresh)
}

function known(failure: Failure): Fresh {
  return failure.kind === 'not-found' ? { kind: 'gone' } : failure
}

async function freshCase(transport: Transport, basis: Basis): Promise<Outcome<Basis>> {
  const { id } = basis.regarding
  const row = await readOne<ReplicaTables['grant_case']>(transport, entities.grant_case, id)
  if (row.kind !== 'ok') return row
  const payouts = await readMany<ReplicaTables['payout']>(transport, entities.payout, `_imdi_sak_value eq ${id}`)
  if (payouts.kind !== 'ok') return payouts
  const terms = new Map(basis.terms.map((term) => [term.id, term]))
  const fresh = payouts.value.map((payout) => payoutOf(payout, terms))
  return {
    kind: 'ok',
    value: { ...noBasis(basis.regarding), case: caseOf(row.value), payouts: fresh, terms: basis.terms },
  }
}

const sums = z.object({ value: z.array(z.object({ sum: z.number().nullable(), count: z.number() })).length(1) })

async function freshTerm(transport: Transport, basis: Basis): Promise<Outcome<Basis>> {
  const { id } = basis.regarding
  const row = await readOne<ReplicaTables['term']>(transport, entities.term, id)
  if (row.kind !== 'ok') return row
  const term = termOf(row.value)
  const leftOut = leftOutStatuses(term.status.code).map((status) => ` and statuscode ne ${status}`)
  const filter = `_imdi_termin_value eq ${id}${leftOut.join('')}`
  const apply = `filter(${filter})/aggregate(imdi_belop with sum as sum,$count as count)`
  const answer = await transport.json(`${entities.payout.set}?$apply=${encodeURIComponent(apply)}`)
  // A facade that does not add up leaves the sums as they were; the rest is still compared.
  if (answer.kind === 'refused' || (answer.kind === 'server' && answer.status === 501))
    return { kind: 'ok', value: { ...basis, term } }
  if (answer.kind !== 'ok') return answer
  const read = sums.safeParse(readJson(answer.value))
  const [total] = read.success ? read.data.value : []
  if (!total) return unexpected
  const before = basis.totals ?? { byType: [], offsetCount: 0, offsetSum: 0 }
  const totals = { ...before, term, count: total.count, sum: Math.round((total.sum ?? 0) * 100) }
  return { kind: 'ok', value: { ...basis, term, totals } }
}

/** The payouts that a term's sums leave out, as the form shows them (queries/term-totals.ts). */
function leftOutStatuses(termStatus: number): readonly number[] {
  const { held, planned } = payoutStatuses
  return termStatus === termStatuses.paid ? [held, planned] : [held]
}

async function openRequests(transport: Transport, regarding: Regarding): Promise<Outcome<OpenRequest[]>> {
  const filter = `_regardingobjectid_value eq ${regarding.id}`
  const rows = await readMany<ReplicaTables['request']>(transport, entities.request, filter)
  if (rows.kind !== 'ok') return rows
  const open = rows.value.filter((row) => !closed.includes(row.status))
  return {
    kind: 'ok',
    value: open.map((row) => ({
      id: row.id,
      title: row.subject,
      state: requestState(row.status),
      stateText: row.status_text,
      writtenAt: row.created_on ?? '',
    })),
  }
}

/**
 * Whether IMDi has a request under our GUID, and its title as far as it can be read. What else its row says, readable
 * or not, changes nothing in that.
 */
export async function askForRequest(transport: Transport, id: string): Promise<Outcome<{ subject: string | null }>> {
  const { set, key } = entities.request
  const answer = await transport.json(`${set}(${id})?$select=${key},subject`)
  if (answer.kind !== 'ok') return answer
  const row = z.record(z.string(), z.unknown()).safeParse(readJson(answer.value))
  const found = row.success ? row.data[key] : null
  if (!row.success || typeof found !== 'string' || found.toLowerCase() !== id) return unexpected
  const { subject } = row.data
  return { kind: 'ok', value: { subject: typeof subject === 'string' ? subject : null } }
}

async function readOne<Row>(transport: Transport, entity: Entity, id: string): Promise<Outcome<Row>> {
  const answer = await transport.json(`${entity.set}(${id})?$select=${entity.select}`, { headers: preferTexts })
  if (answer.kind !== 'ok') return answer
  const row = rowOf<Row>(entity, readJson(answer.value))
  return row ? { kind: 'ok', value: row } : unexpected
}

const list = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() })

/** A row that cannot be read is left out: it cannot be compared, and must not hold back what is written here. */
async function readMany<Row>(transport: Transport, entity: Entity, filter: string): Promise<Outcome<Row[]>> {
  const rows: Row[] = []
  let href = `${entity.set}?$select=${entity.select}&$filter=${encodeURIComponent(filter)}`
  for (;;) {
    const answer = await transport.json(href, { headers: preferTexts })
    if (answer.kind !== 'ok') return answer
    const read = list.safeParse(readJson(answer.value))
    if (!read.success) return unexpected
    for (const raw of read.data.value) {
      const row = rowOf<Row>(entity, raw)
      if (row) rows.push(row)
    }
    const next = read.data['@odata.nextLink']
    if (next === undefined) return { kind: 'ok', value: rows }
    href = next
  }
}

/** The row as it would be stored; null when it is not one. */
function rowOf<Row>(entity: Entity, raw: unknown): Row | null {
  if (typeof raw !== 'object' || raw === null) return null
  try {
    const values = readRow(entity, { ...raw })
    return trusted<Row>(Object.fromEntries(storedColumns(entity).map((name, i) => [name, values[i] ?? null])))
  } catch (error) {
    if (error instanceof BadValue) return null
    throw error
  }
}
