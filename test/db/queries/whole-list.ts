import type { CaseQuery } from '../../../db/calls.ts'
import type { Reader } from '../../../db/queries/reader.ts'

export const everything: CaseQuery = {
  search: '',
  asText: false,
  types: [],
  grantYears: [],
  statuses: [],
  termId: null,
  change: null,
  sort: null,
}

/** Opens the list and reads every page of it. */
export function wholeList(reader: Reader, query: CaseQuery) {
  const { version, reading, all, ...list } = reader['cases.open'](query)
  const ids: string[] = []
  for (let from = 0; from < list.total; from += 97) {
    const page = reader['cases.page']({ version, from, to: from + 97 })
    if (page.stale) throw new Error('The version is gone')
    ids.push(...page.rows.map((row) => row.id))
  }
  const bare = <V>(facets: readonly { value: V; count: number; sum: number }[]) =>
    facets.map(({ value, count, sum }) => ({ value, count, sum }))
  return { ...list, types: bare(list.types), grantYears: bare(list.grantYears), statuses: bare(list.statuses), ids }
}

/** The ids as one text, so that a failure shows in a few lines where they part. */
export function short<T extends { readonly ids: readonly string[] }>(list: T) {
  return { ...list, ids: list.ids.map((id) => id.slice(0, 6)).join(' ') }
}
