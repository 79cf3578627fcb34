import type { Row } from '../generators/rows.ts'
import { type Caller, contextOf, find, json, type Reply, shapeFor, visible } from './caller.ts'
import { badRequest, notFound, ServiceError } from './error.ts'
import { readInput } from './input.ts'
import type { Preferences } from './prefer.ts'
import { renderRow } from './render.ts'
import type { EntitySet } from './schema.ts'

/** One write, alone or as part of a change set. */
export interface Write {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly set: EntitySet
  /** null for POST, where the service chooses unless the body names the key. */
  readonly id: string | null
  readonly body: unknown
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
  readonly prefer: Preferences
}

export interface Written {
  readonly reply: Reply
  /** What happened, for the ledger. */
  readonly set: EntitySet
  readonly id: string
  readonly created: boolean
}

const keyExists = () => new ServiceError(412, '', 'A record with matching key values already exists.')
const otherVersion = () =>
  new ServiceError(
    412,
    '0x80060882',
    "The version of the existing record doesn't match the RowVersion property provided.",
  )

/** What a caseworker's facade lets through: requests and their notes. Cases, payouts and terms are IMDi's own. */
function checkAllowed({ set, method }: Write): void {
  if (set.name === 'imdi_endringsforesporsels' || set.name === 'annotations') return
  const right = { POST: 'prvCreate', PATCH: 'prvWrite', DELETE: 'prvDelete' }[method]
  throw new ServiceError(403, '0x80040220', `Principal user is missing ${right}${set.logicalName} privilege.`)
}

/** Carries out one write. Throws a ServiceError and changes nothing when it is refused. */
export function write(caller: Caller, order: Write, newId: () => string): Written {
  checkAllowed(order)
  const { world } = caller
  const { set, method } = order
  const table = world.table(set.name)
  const input = method === 'DELETE' ? null : readInput(caller, set, order.body)
  const id = order.id?.toLowerCase() ?? input?.id ?? newId()
  const existing = table.get(id)
  if (existing && !visible(caller, set.name, existing.row)) {
    throw new ServiceError(403, '0x80040220', `Principal user is missing prvWrite${set.logicalName} privilege.`)
  }
  if (existing && (method === 'POST' || order.ifNoneMatch === '*')) throw keyExists()
  if (!existing && (method === 'DELETE' || order.ifMatch !== null)) throw notFound(set.logicalName, id)
  if (existing && order.ifMatch !== null && order.ifMatch !== '*' && order.ifMatch !== `W/"${existing.version}"`) {
    throw otherVersion()
  }
  if (caller.misbehaviour.has('validation-error')) {
    throw new ServiceError(400, '0x80044331', 'Tittelen inneholder tegn som ikke kan lagres hos IMDi.')
  }
  if (!existing && set.name === 'imdi_endringsforesporsels' && caller.misbehaviour.has('duplicate-rule')) {
    throw new ServiceError(412, '0x80040237', 'Det finnes allerede en lik endringsforespørsel på denne saken.')
  }
  const version = world.nextVersion()
  const at = `${world.clock.now().toISOString().slice(0, 19)}Z`
  if (!input) {
    table.remove(id, version)
    return { set, id, created: false, reply: { status: 204, headers: {}, body: null } }
  }
  const row: Row = existing
    ? { ...existing.row, ...input.values, modifiedon: at }
    : complete(caller, set, id, input.values, at)
  table.put(id, row, version)
  return { set, id, created: !existing, reply: answer(caller, order, id, !existing) }
}

/** A new row with what the service fills in. */
function complete(caller: Caller, set: EntitySet, id: string, values: Row, at: string): Row {
  const fixed = { [set.key]: id, createdon: at, modifiedon: at, statecode: 0, statuscode: 1 }
  if (set.name === 'annotations') {
    if (typeof values._objectid_value !== 'string')
      throw badRequest('Notatet må høre til en endringsforespørsel.', '0x80040203')
    return { subject: null, notetext: null, ...values, ...fixed }
  }
  if (typeof values._regardingobjectid_value !== 'string') {
    throw badRequest('Endringsforespørselen må gjelde en sak eller en termin.', '0x80040203')
  }
  return { imdi_sendtav: caller.user.name, imdi_svar: null, ...values, ...fixed }
}

function answer(caller: Caller, order: Write, id: string, created: boolean): Reply {
  const { set, prefer } = order
  const headers = { 'odata-entityid': `${caller.apiBase}${set.name}(${id})` }
  const found = prefer.representation ? find(caller, set, id) : null
  if (!found) return { status: 204, headers, body: null }
  const columns = set.columns.filter((column) => !column.heavy)
  const rendered = renderRow(found, shapeFor(caller, set, columns, prefer))
  const context = JSON.stringify(contextOf(caller, set, null, '/$entity'))
  return {
    status: created && order.method === 'POST' ? 201 : 200,
    headers: { ...headers, 'content-type': json, 'preference-applied': 'return=representation' },
    body: `{"@odata.context":${context},${rendered.slice(1)}`,
  }
}
