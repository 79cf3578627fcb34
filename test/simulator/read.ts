import { readAggregation } from './aggregate.ts'
import { type Caller, contextOf, find, json, type Reply, shapeFor, visible } from './caller.ts'
import { badRequest, notFound } from './error.ts'
import { order, requiredValue, type Test } from './filter.ts'
import { type QueryOptions, readOptions } from './options.ts'
import { renderRows } from './pages.ts'
import type { Preferences } from './prefer.ts'
import { renderRow, type Versioned } from './render.ts'
import type { EntitySet } from './schema.ts'
import { trackedPage } from './tracking.ts'

const step = 5000

/** All rows the caller may see, in table order, made as they are asked for. */
function* allRows(caller: Caller, set: EntitySet): Generator<Versioned> {
  const table = caller.world.table(set.name)
  for (let from = 0; from < table.base.count(); from += step) yield* table.window(from, from + step)
  yield* table.created()
}

/** The rows a filter can concern: a case's own payouts when it names the case, else all. */
function* candidates(caller: Caller, set: EntitySet, filter: string | null): Generator<Versioned> {
  const caseId = set.name === 'imdi_utbetalings' && filter ? requiredValue(filter, '_imdi_sak_value') : null
  const index =
    caseId && caller.world.table('imdi_utbetalings').base.count() > 0 ? caller.world.bases.cases.indexOf(caseId) : null
  if (index === null) {
    yield* allRows(caller, set)
    return
  }
  const table = caller.world.table(set.name)
  yield* table.window(...caller.world.bases.payoutsOfCase(index))
  yield* table.created()
}

function* matching(caller: Caller, set: EntitySet, filter: string | null, test: Test | null): Generator<Versioned> {
  for (const each of candidates(caller, set, filter)) {
    if (visible(caller, set.name, each.row) && (!test || test(each.row))) yield each
  }
}

function sorted(rows: Iterable<Versioned>, orderBy: QueryOptions['orderBy']): Versioned[] {
  const list = [...rows]
  if (orderBy.length === 0) return list
  return list.sort((a, b) => {
    for (const { column, descending } of orderBy) {
      const [left, right] = [a.row[column] ?? null, b.row[column] ?? null]
      const found = left === right ? 0 : left === null ? -1 : right === null ? 1 : order(left, right)
      if (found !== 0) return descending ? -found : found
    }
    return 0
  })
}

/** What a query finds. The last few are remembered, so that following its pages does not search again. */
function results(caller: Caller, set: EntitySet, options: QueryOptions): readonly Versioned[] {
  const { world, seesAll, found } = caller
  const state = [world.id, world.epoch(), world.version(), seesAll]
  const key = JSON.stringify([...state, set.name, options.filter, options.orderBy])
  const rows = found.get(key) ?? sorted(matching(caller, set, options.filter, options.test), options.orderBy)
  found.delete(key)
  found.set(key, rows)
  for (const oldest of found.keys()) if (found.size > 3) found.delete(oldest)
  return rows
}

/** Rows beyond this are not counted, as in the service. */
const countLimit = 5000

/** `GET set?…` without change tracking. */
function query(caller: Caller, set: EntitySet, options: QueryOptions, prefer: Preferences): Reply {
  if (options.apply !== null) {
    const aggregation = readAggregation(set, options.apply)
    const result = aggregation.run(matching(caller, set, aggregation.filter, aggregation.test))
    const names = Object.keys(result).join(',')
    const body = JSON.stringify({ '@odata.context': contextOf(caller, set, names), value: [result] })
    return { status: 200, headers: { 'content-type': json }, body }
  }
  const all = results(caller, set, options)
  const rows = options.top === null ? all : all.slice(0, options.top)
  const from = options.skipToken === null ? 0 : (caller.signer.readSkip(options.skipToken).from ?? 0)
  const to = from + (prefer.maxPageSize ?? 5000)
  const page = rows.slice(from, to)
  const parts = [`"@odata.context":${JSON.stringify(contextOf(caller, set, options.select))}`]
  if (options.count) parts.push(`"@odata.count":${Math.min(all.length, countLimit)}`)
  parts.push(`"value":[${renderRows(page, shapeFor(caller, set, options.columns, prefer))}]`)
  if (to < rows.length) parts.push(`"@odata.nextLink":${JSON.stringify(nextLink(caller, set, options, to))}`)
  return { status: 200, headers: { 'content-type': json }, body: `{${parts.join(',')}}` }
}

function nextLink(caller: Caller, set: EntitySet, options: QueryOptions, from: number): string {
  const given: [string, string | null][] = [
    ['$select', options.select],
    ['$filter', options.filter],
    ['$orderby', options.orderBy.map((each) => `${each.column}${each.descending ? ' desc' : ''}`).join(',') || null],
    ['$count', options.count ? 'true' : null],
    ['$skiptoken', caller.signer.skip({ from })],
  ]
  const search = given.flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return `${caller.apiBase}${set.name}?${search.join('&')}`
}

const withPreference = (reply: Reply, prefer: Preferences): Reply =>
  prefer.applied === '' ? reply : { ...reply, headers: { ...reply.headers, 'preference-applied': prefer.applied } }

export function readSet(caller: Caller, set: EntitySet, search: string, prefer: Preferences): Reply {
  const options = readOptions(set, search)
  const cookie = options.skipToken === null ? null : caller.signer.readSkip(options.skipToken)
  const tracked = prefer.trackChanges || options.deltaToken !== null || cookie?.tracked === 1
  return withPreference(
    tracked ? trackedPage(caller, set, options, prefer, cookie) : query(caller, set, options, prefer),
    prefer,
  )
}

/** `GET set/$count`, with an optional filter or delta token. */
export function readCount(caller: Caller, set: EntitySet, search: string): Reply {
  const options = readOptions(set, search)
  let count = 0
  if (options.deltaToken !== null) {
    const { version } = caller.signer.readDelta(set.name, options.deltaToken)
    count = caller.world.table(set.name).changesAfter(version).length
  } else {
    for (const _ of matching(caller, set, options.filter, options.test)) count++
  }
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(count) }
}

/** `GET set(guid)`, 304 when the client's etag still holds. */
export function readRow(
  caller: Caller,
  set: EntitySet,
  id: string,
  search: string,
  prefer: Preferences,
  ifNoneMatch: string | null,
): Reply {
  const options = readOptions(set, search)
  if (options.filter !== null || options.top !== null) throw badRequest('Only $select applies to a single row.')
  const found = find(caller, set, id)
  if (!found) throw notFound(set.logicalName, id)
  const etag = `W/"${found.version}"`
  if (ifNoneMatch === etag && !prefer.annotations.formatted) return { status: 304, headers: { etag }, body: null }
  const rendered = renderRow(found, shapeFor(caller, set, options.columns, prefer))
  const context = contextOf(caller, set, options.select, '/$entity')
  const body = `{"@odata.context":${JSON.stringify(context)},${rendered.slice(1)}`
  return withPreference({ status: 200, headers: { 'content-type': json, etag }, body }, prefer)
}
