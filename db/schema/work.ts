/**
 * Tables of `work.db`: what the caseworker made and what must outlive the replica. `synchronous=FULL`.
 */
import type { DecisionReason, QueueReason } from '../domain.ts'

export interface WorkTables {
  meta: { key: string; value: string }
  /** Drafts and the outbox in one: a request of ours from the first letter until IMDi's pull takes over. */
  draft: {
    /** The activity's GUID at IMDi. */
    id: string
    /** The note's GUID at IMDi. */
    note_id: string
    revision: number
    state: 'draft' | 'queued' | 'sending' | 'needs-decision' | 'refused' | 'withdrawn' | 'sent' | 'sent-unconfirmed'
    regarding_kind: 'case' | 'term'
    regarding_id: string
    /** JSON of `DraftFields`. */
    fields: string
    /** JSON of what the draft was written on: the case or term as shown, and its payouts (outbox/basis.ts). */
    basis: string
    /** What goes to IMDi, fixed when the draft is submitted; null while it is a draft. */
    subject: string | null
    note_subject: string | null
    note_text: string | null
    created_at: string
    saved_at: string
    submitted_at: string | null
    sent_at: string | null
    queue_reason: QueueReason | null
    attempts: number
    next_try_at: string | null
    decision: DecisionReason | null
    /** JSON of `DecisionDifference[]`. */
    differences: string
    /** IMDi's sentence when refused. */
    answer: string
    /** 1 after the caseworker chose to send in spite of what differs. */
    send_anyway: number
    deleted_at: string | null
  }
  sync_log: {
    id: number
    started_at: string
    finished_at: string | null
    first: number
    new_cases: number
    new_payouts: number
    new_payout_sum: number
    stopped_cases: number
    changed_amounts: number
    changed_amount_sum: number
    answers: number
    problem: string | null
  }
  /**
   * Field by field what a sync changed. The key makes a repeated page harmless. Beside real columns: `''` the row is
   * new, `deleted` it is gone, `paid` a payout that is paid now and was not before (`after` = øre).
   */
  history: {
    entity: string
    row_id: string
    case_id: string
    etag: string
    column: string
    before: string | null
    after: string | null
    sync_id: number
    at: string
  }
}
