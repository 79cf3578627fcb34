/** One page, read and ready to store: what the replica needs to know of it, in its own words. */
import type { SqlValue } from '../handles.ts'
import type { ReplicaTables } from '../schema/replica.ts'

export type RowTable = 'term' | 'grant_case' | 'payout' | 'request' | 'note'

export interface StoredPage {
  readonly table: RowTable
  /** Names of the values in each row, in order; `id` first, `etag` second. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SqlValue[])[]
  readonly deleted: readonly string[]
  readonly aside: readonly { readonly id: string; readonly reason: string; readonly body: string }[]
  /** The link this page was fetched from; null for the first page of all. */
  readonly fetchedFrom: string | null
  readonly next: { readonly kind: ReplicaTables['cursor']['kind']; readonly link: string }
}
