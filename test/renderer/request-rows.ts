import type { DraftFields, DraftView, RequestDetail, RequestState, RequestSummary } from '../../db/domain.ts'

export const emptyFields: DraftFields = {
  problem: null,
  termIds: [],
  fromDate: '',
  toDate: '',
  what: '',
  why: '',
  place: '',
  title: '',
}

export const requestRow = (id: string, state: RequestState, updatedAt: string): RequestSummary => ({
  id,
  state,
  stateText: '',
  title: `Tittel ${id}`,
  regarding: {
    kind: 'case',
    id: 'sak',
    person: 'Testesen, Test',
    caseNumber: '2020-1',
    term: null,
    typeText: '',
    grantYear: 2,
    present: true,
  },
  writtenAt: updatedAt,
  updatedAt,
  mine: true,
  queueReason: null,
  nextTryAt: null,
  decision: null,
  answer: '',
})

export const requestDetail = (row: RequestSummary): RequestDetail => ({
  ...row,
  preview: { subject: row.title, noteSubject: '', noteText: '' },
  fields: emptyFields,
  differences: [],
  colleagues: [],
  notes: [],
  attempts: 0,
})

export const draftView = (
  id: string,
  revision: number,
  fields: DraftFields,
  state: RequestState = 'draft',
): DraftView => ({
  id,
  revision,
  state,
  fields,
  regarding: requestRow(id, state, '').regarding,
  case: null,
  payouts: [],
  termTotals: null,
  terms: [],
  preview: { subject: fields.title, noteSubject: '', noteText: fields.what },
  suggestedTitle: '',
  warnings: [],
  others: [],
  createdAt: '2021-10-01T08:00:00.000Z',
  savedAt: '2021-10-01T08:00:00.000Z',
  queueReason: null,
  answer: '',
})
