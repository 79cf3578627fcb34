import { badRequest } from './error.ts'
import { parseFilter, type Test } from './filter.ts'
import type { Column, EntitySet } from './schema.ts'

/** The system query options of a GET, checked. */
export interface QueryOptions {
  readonly select: string | null
  readonly columns: readonly Column[]
  readonly filter: string | null
  readonly test: Test | null
  readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[]
  readonly top: number | null
  readonly count: boolean
  readonly apply: string | null
  readonly skipToken: string | null
  readonly deltaToken: string | null
}

const known = ['$select', '$filter', '$orderby', '$top', '$count', '$apply', '$skiptoken', '$deltatoken'] as const

/** Options as given: name → decoded value. Plus signs mean themselves, as in a path. */
export function readQuery(search: string): Map<string, string> {
  const options = new Map<string, string>()
  for (const part of search.replace(/^\?/, '').split('&')) {
    if (part === '') continue
    const [name = '', value = ''] = part.split(/=(.*)/s)
    try {
      options.set(decodeURIComponent(name), decodeURIComponent(value))
    } catch {
      throw badRequest('The query string is not properly encoded.')
    }
  }
  return options
}

function selected(set: EntitySet, select: string | null): Column[] {
  if (select === null) return set.columns.filter((column) => !column.heavy)
  const names = select.split(',').map((name) => name.trim())
  for (const name of names) {
    if (!set.columns.some((column) => column.name === name)) {
      throw badRequest(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${set.logicalName}'.`)
    }
  }
  // The key comes along unasked, and rows keep the table's own order of columns.
  return set.columns.filter((column) => column.kind === 'key' || names.includes(column.name))
}

function ordering(set: EntitySet, text: string | null): QueryOptions['orderBy'] {
  return (text ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', direction = 'asc'] = part.trim().split(/\s+/)
      const column = set.columns.find((each) => each.name === name)
      if (!column || !['asc', 'desc'].includes(direction)) throw badRequest(`Cannot order by '${part.trim()}'.`)
      return { column: name, descending: direction === 'desc' }
    })
}

export function readOptions(set: EntitySet, search: string): QueryOptions {
  const given = readQuery(search)
  for (const name of given.keys()) {
    if (name.startsWith('$') && !known.some((each) => each === name)) {
      throw badRequest(`The query parameter ${name} is not supported.`)
    }
  }
  const of = (name: (typeof known)[number]) => given.get(name) ?? null
  const filter = of('$filter')
  const top = of('$top')
  if (top !== null && !/^\d+$/.test(top)) throw badRequest(`Invalid value '${top}' for $top query option found.`)
  return {
    select: of('$select'),
    columns: selected(set, of('$select')),
    filter,
    test: filter === null ? null : parseFilter(filter, set),
    orderBy: ordering(set, of('$orderby')),
    top: top === null ? null : Number(top),
    count: of('$count') === 'true',
    apply: of('$apply'),
    skipToken: of('$skiptoken'),
    deltaToken: of('$deltatoken'),
  }
}
