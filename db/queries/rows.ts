/** Rows of the replica → the nouns of domain.ts. */
import type { Selectable } from 'kysely'
import type { Choice, GrantCase, Payout, RequestState, Term } from '../domain.ts'
import type { ReplicaTables } from '../schema/replica.ts'

type Row<T extends keyof ReplicaTables> = Selectable<ReplicaTables[T]>

export function termOf(row: Row<'term'>): Term {
  return {
    id: row.id,
    name: row.name,
    year: row.year,
    number: row.number,
    termDate: row.term_date,
    paymentDate: row.payment_date,
    status: { code: row.status, text: row.status_text },
  }
}

export function caseOf(row: Row<'grant_case'>): GrantCase {
  return {
    id: row.id,
    caseNumber: row.case_number,
    type: { code: row.type, text: row.type_text },
    code: row.code,
    givenName: row.given_name,
    familyName: row.family_name,
    nationalId: row.national_id,
    dufNumber: row.duf_number,
    birthDate: row.birth_date,
    gender: choiceOf(row.gender, row.gender_text),
    citizenship: row.citizenship,
    qualifyingDate: row.qualifying_date,
    settledDate: row.settled_date,
    grantYear: row.grant_year,
    totalAmount: row.total_amount,
    municipalityNumber: row.municipality_number,
    movedTo: row.moved_to,
    movedFrom: row.moved_from,
    status: { code: row.status, text: row.status_text },
    stopReason: choiceOf(row.stop_reason, row.stop_reason_text),
    stopDate: row.stop_date,
    modifiedOn: row.modified_on,
  }
}

export function payoutOf(row: Row<'payout'>, terms: ReadonlyMap<string, Term>): Payout {
  return {
    id: row.id,
    caseId: row.case_id,
    term: terms.get(row.term_id) ?? null,
    amount: row.amount,
    kind: { code: row.kind, text: row.kind_text },
    grantYear: row.grant_year,
    code: row.code,
    paymentDate: row.payment_date,
    reference: row.reference,
    status: { code: row.status, text: row.status_text },
  }
}

function choiceOf(code: number | null, text: string): Choice | null {
  return code === null ? null : { code, text }
}

const stateOfStatus: Readonly<Record<number, RequestState>> = {
  1: 'received',
  2: 'in-progress',
  3: 'needs-info',
  4: 'granted',
  5: 'rejected',
}

/** IMDi's status of a request → our word for it; a status this version does not know is `other`. */
export function requestState(status: number): RequestState {
  return stateOfStatus[status] ?? 'other'
}
