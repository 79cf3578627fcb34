import type { GrantCase, Regarding, RequestState, Term, TermTotals } from '../domain.ts'
import { type ReadDb, replicaQuery } from '../handles.ts'
import { type Basis, noBasis, openRequestOf } from '../outbox/basis.ts'
import { payoutsOf } from './payouts.ts'
import { requestsOn, type Sources } from './requests.ts'
import { caseOf } from './rows.ts'
import { allTerms, byId } from './terms.ts'

/** The case with this id, or null when it is not on the PC. */
export function findCase(replica: ReadDb, id: string): GrantCase | null {
  const row = replica.get(replicaQuery.selectFrom('grant_case').selectAll().where('id', '=', id))
  return row ? caseOf(row) : null
}

/** Sent by anyone, and not closed as far as is known. */
const openAtImdi: readonly RequestState[] = ['sent', 'sent-unconfirmed', 'received', 'in-progress', 'needs-info']

/** What a draft on this case or term is written on, as it lies on the PC now. */
export function basisOf(sources: Sources, regarding: Regarding, totals: (term: Term) => TermTotals): Basis {
  const { replica } = sources
  if (replica === null) return noBasis(regarding)
  const terms = allTerms(replica)
  const atImdi = requestsOn(sources, regarding.id).filter((request) => openAtImdi.includes(request.state))
  const term: Term | null = regarding.kind === 'term' ? (byId(terms).get(regarding.id) ?? null) : null
  return {
    regarding,
    case: regarding.kind === 'case' ? findCase(replica, regarding.id) : null,
    term,
    payouts: regarding.kind === 'case' ? payoutsOf(replica, regarding.id, byId(terms)) : [],
    totals: term === null ? null : totals(term),
    terms,
    openAtImdi: atImdi.map(openRequestOf),
  }
}
