/** What the index reads from the replica: the cases' columns and, per case, its newest paid term. */
import type { ReadDb } from '../../handles.ts'
import { type IndexRow, termKey } from './columns.ts'

const columns = `seq, id, case_number, family_name, given_name, duf_number, national_id, birth_date, type, type_text,
  code, grant_year, qualifying_date, settled_date, total_amount, status, status_text, stop_reason, stop_reason_text`

export function allRows(replica: ReadDb): IterableIterator<IndexRow> {
  return replica.prepare<IndexRow>(`select ${columns} from grant_case`).iterate()
}

export function countRows(replica: ReadDb): number {
  return replica.prepare<{ count: number }>('select count(*) as count from grant_case').get()?.count ?? 0
}

/** Null when the case is gone. */
export function rowById(replica: ReadDb): (id: string) => IndexRow | null {
  const statement = replica.prepare<IndexRow>(`select ${columns} from grant_case where id = ?`)
  return (id) => statement.get(id) ?? null
}

/** The newest payment of a case that is paid: when, and in which term. */
export interface LastPaid {
  /** As `termKey`; '' while the term is unknown. */
  readonly term: string
  readonly date: string
}

export const nothingPaid: LastPaid = { term: '', date: '' }

/**
 * Newest by payment date; of payments on one date the one of the newest term, since a row that stayed "planlagt"
 * is paid together with the next term.
 */
const newest = `max(coalesce(p.payment_date, '          ') || coalesce(t.place, ''))`
const placedTerms = `(select id, (year * 10 + number) || '#' || seq as place from term)`
const paid = 2

interface NewestRow {
  readonly case_id: string
  readonly newest: string
}

interface TermRow {
  readonly seq: number
  readonly year: number
  readonly number: number
  readonly term_date: string | null
  readonly name: string
}

/** Newest payments of all cases, by case id. Served by the index `payout_by_case` alone. */
export function allLastPaid(replica: ReadDb): Map<string, LastPaid> {
  const read = reader(replica)
  const rows = replica
    .prepare<NewestRow>(
      `select p.case_id, ${newest} as newest from payout p left join ${placedTerms} t on t.id = p.term_id
       where p.status = ${paid} group by p.case_id`,
    )
    .iterate()
  const result = new Map<string, LastPaid>()
  for (const row of rows) result.set(row.case_id, read(row.newest))
  return result
}

export function lastPaidOf(replica: ReadDb): (caseId: string) => LastPaid {
  const read = reader(replica)
  const statement = replica.prepare<{ newest: string | null }>(
    `select ${newest} as newest from payout p left join ${placedTerms} t on t.id = p.term_id
     where p.status = ${paid} and p.case_id = ?`,
  )
  return (caseId) => {
    const newest = statement.get(caseId)?.newest ?? null
    return newest === null ? nothingPaid : read(newest)
  }
}

/** `2021-06-1220212#7` → date and term. There are few different ones, so each is taken apart once. */
function reader(replica: ReadDb): (newest: string) => LastPaid {
  const terms = replica.prepare<TermRow>('select seq, year, number, term_date, name from term').all()
  const keys = new Map(terms.map((t) => [t.seq, termKey(t.year, t.number, t.term_date, t.name)]))
  const known = new Map<string, LastPaid>()
  return (newest) => {
    const found = known.get(newest)
    if (found) return found
    const seq = Number(newest.slice(newest.indexOf('#') + 1))
    const made = { date: newest.slice(0, 10).trim(), term: newest.includes('#') ? (keys.get(seq) ?? '') : '' }
    known.set(newest, made)
    return made
  }
}
