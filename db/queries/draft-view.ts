import type { DraftView, Term, TermTotals } from '../domain.ts'
import { openRequestOf } from '../outbox/basis.ts'
import { composeRequest } from '../outbox/compose.ts'
import type { StoredDraft } from '../outbox/stored-draft.ts'
import { suggestTitle } from '../outbox/suggest-title.ts'
import { warnings } from '../outbox/warnings.ts'
import { basisOf } from './basis.ts'
import { isOpen, oneRequest, requestsOn, type Sources } from './requests.ts'

/** A draft as the form shows it: what was typed, beside what IMDi's rows say now. */
export function draftView(
  sources: Sources,
  draft: StoredDraft,
  totals: (term: Term) => TermTotals,
  testData: boolean,
): DraftView {
  const now = basisOf(sources, draft.regarding, totals)
  const summary = oneRequest(sources, undefined, draft)
  const others = requestsOn(sources, draft.regarding.id).filter((other) => other.id !== draft.id && isOpen(other.state))
  return {
    id: draft.id,
    revision: draft.revision,
    state: draft.state,
    fields: draft.fields,
    regarding: summary?.regarding ?? absent(draft),
    case: now.case ?? draft.basis.case,
    payouts: now.case === null ? draft.basis.payouts : now.payouts,
    termTotals: now.totals ?? draft.basis.totals,
    terms: now.terms.length > 0 ? now.terms : draft.basis.terms,
    preview: frozen(draft) ?? composeRequest(draft.fields, draft.basis),
    suggestedTitle: suggestTitle(draft.fields, draft.basis),
    warnings: warnings(draft.fields, draft.basis, { testData, others: others.map(openRequestOf) }),
    others,
    createdAt: draft.createdAt,
    savedAt: draft.savedAt,
    queueReason: draft.queueReason,
    answer: draft.answer,
  }
}

/** The letter as it was fixed when it was submitted; null while it is a draft. */
export function frozen(draft: StoredDraft) {
  const { subject, noteSubject, noteText } = draft
  return subject === null || noteSubject === null || noteText === null ? null : { subject, noteSubject, noteText }
}

function absent(draft: StoredDraft): DraftView['regarding'] {
  const { kind, id } = draft.regarding
  return { kind, id, person: '', caseNumber: '', term: null, typeText: '', grantYear: null, present: false }
}
