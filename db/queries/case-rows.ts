import type { Selectable } from 'kysely'
import type { CaseRow } from '../domain.ts'
import { type ReadDb, replicaQuery } from '../handles.ts'
import type { ReplicaTables } from '../schema/replica.ts'
import { termKeyName } from './case-index/columns.ts'
import { type LastPaid, lastPaidOf } from './case-index/read-rows.ts'
import { caseOf } from './rows.ts'

type Stored = Selectable<ReplicaTables['grant_case']>

/**
 * Rows of the list by their `seq`; null for one that is gone.
 *
 * @param paidOf the newest payment where it is at hand: reading it means reading each payout of the case
 */
export function caseRows(
  replica: ReadDb,
  open: ReadonlyMap<string, number>,
  paidOf: (seq: number) => LastPaid | null,
): (seq: number) => CaseRow | null {
  const bySeq = replica.prepare<Stored>('select * from grant_case where seq = ?')
  const read = lastPaidOf(replica)
  return (seq) => {
    const row = bySeq.get(seq)
    return row === undefined ? null : laidOver(row, (id) => paidOf(seq) ?? read(id), open)
  }
}

/** The person's other cases: same DUF number, else same national identity number. */
export function relatedCases(
  replica: ReadDb,
  open: ReadonlyMap<string, number>,
  person: { readonly id: string; readonly dufNumber: string; readonly nationalId: string },
): CaseRow[] {
  const column = person.dufNumber !== '' ? ('duf_number' as const) : ('national_id' as const)
  const value = person.dufNumber !== '' ? person.dufNumber : person.nationalId
  if (value === '') return []
  const paid = lastPaidOf(replica)
  const query = replicaQuery.selectFrom('grant_case').selectAll().where(column, '=', value).where('id', '!=', person.id)
  return replica.all(query.orderBy('case_number').orderBy('id')).map((row) => laidOver(row, paid, open))
}

function laidOver(row: Stored, paid: ReturnType<typeof lastPaidOf>, open: ReadonlyMap<string, number>): CaseRow {
  const last = paid(row.id)
  return {
    ...caseOf(row),
    lastTerm: termKeyName(last.term),
    lastPaymentDate: last.date === '' ? null : last.date,
    openRequests: open.get(row.id) ?? 0,
  }
}
