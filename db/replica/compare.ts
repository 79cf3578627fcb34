/**
 * Compares a newly built replica with the one in use before they are swapped: an emptied or restored server must
 * not empty the device unasked (S6).
 */
import type { Regarding } from '../domain.ts'
import type { ReadDb } from '../handles.ts'

export interface Comparison {
  /** Cases and payouts in the old file. */
  readonly before: number
  /** Of these: not in the new file, or older there by `modifiedon`. */
  readonly goneOrOlder: number
  readonly paidBefore: number
  readonly paidNow: number
  /** Our sent requests that IMDi has no longer: the pull began after they were sent. */
  readonly vanished: readonly string[]
}

/** A request that this PC has sent. */
export interface SentRequest {
  readonly id: string
  readonly regarding: Regarding
}

const share = 0.2
const few = 10

export function isBigChange(c: Comparison): boolean {
  const many = c.goneOrOlder > few && c.goneOrOlder > c.before * share
  return many || c.paidNow < c.paidBefore || c.vanished.length > 0
}

/**
 * `ours`: the requests this PC has sent. One about a case that has left this PC with a role is not missed. Reads both
 * files; neither is changed.
 */
export function compareReplicas(old: ReadDb, fresh: ReadDb, ours: readonly SentRequest[]): Comparison {
  let before = 0
  let goneOrOlder = 0
  for (const table of ['grant_case', 'payout'] as const) {
    const now = fresh.prepare<{ modified_on: string }>(`select modified_on from ${table} where id = ?`)
    for (const row of old
      .prepare<{ id: string; modified_on: string }>(`select id, modified_on from ${table}`)
      .iterate()) {
      before++
      const match = now.get(row.id)
      if (!match || isOlder(match.modified_on, row.modified_on)) goneOrOlder++
    }
  }
  const paid = (db: ReadDb): number =>
    db.prepare<{ n: number }>('select count(*) as n from payout where status = 2').get()?.n ?? 0
  const inFresh = fresh.prepare('select 1 from request where id = ?')
  const known = old.prepare('select 1 from grant_case where id = ?')
  const vanished = ours
    .filter(
      ({ id, regarding }) => inFresh.get(id) === undefined && (regarding.kind !== 'case' || known.get(regarding.id)),
    )
    .map(({ id }) => id)
  return { before, goneOrOlder, paidBefore: paid(old), paidNow: paid(fresh), vanished }
}

/** Nearly always equal, so that few are read as moments; the old file may hold IMDi's own spelling of one. */
function isOlder(now: string, before: string): boolean {
  return now !== before && Date.parse(now) < Date.parse(before)
}
