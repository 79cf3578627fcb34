/**
 * Tables of `replica-<n>.db`: IMDi's rows as they came, and the cursor. Written only from IMDi.
 * Amounts are whole øre, dates `YYYY-MM-DD`, keys lower-case GUIDs. `seq` is the row's number in this file;
 * `extra` keeps columns this version does not know, as JSON.
 */
export interface ReplicaTables {
  meta: { key: string; value: string }
  /** One row per entity: where the pull stands. Written in the transaction of the rows it belongs to. */
  cursor: { entity: string; kind: 'next' | 'delta'; link: string; rows: number }
  term: {
    seq: number
    id: string
    etag: string
    modified_on: string
    name: string
    year: number
    number: number
    term_date: string | null
    payment_date: string | null
    status: number
    status_text: string
    extra: string | null
  }
  grant_case: {
    seq: number
    id: string
    etag: string
    modified_on: string
    case_number: string
    type: number
    type_text: string
    code: string
    given_name: string
    family_name: string
    national_id: string
    duf_number: string
    birth_date: string | null
    gender: number | null
    gender_text: string
    citizenship: string
    qualifying_date: string | null
    settled_date: string | null
    grant_year: number | null
    total_amount: number
    municipality_number: string
    moved_to: string
    moved_from: string
    status: number
    status_text: string
    stop_reason: number | null
    stop_reason_text: string
    stop_date: string | null
    extra: string | null
  }
  payout: {
    seq: number
    id: string
    etag: string
    modified_on: string
    case_id: string
    term_id: string
    amount: number
    kind: number
    kind_text: string
    grant_year: number | null
    code: string
    payment_date: string | null
    reference: string
    status: number
    status_text: string
    extra: string | null
  }
  request: {
    seq: number
    id: string
    etag: string
    modified_on: string
    subject: string
    regarding_kind: 'case' | 'term' | 'other'
    regarding_id: string
    sent_by: string
    created_on: string | null
    status: number
    status_text: string
    answer: string
    extra: string | null
  }
  note: {
    seq: number
    id: string
    etag: string
    modified_on: string
    subject: string
    text: string
    request_id: string
    filename: string
    mimetype: string
    created_on: string | null
    extra: string | null
  }
  /** Rows that could not be understood, as they came. They count as kept aside, never as lost. */
  set_aside: { entity: string; id: string; reason: string; body: string }
  /** Deletes that arrived while the file had no keys yet; `after_seq`: the newest row they may remove. */
  gone: { entity: string; id: string; after_seq: number }
}
