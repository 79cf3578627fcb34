import {
  caseStatuses,
  type GrantCase,
  grantTypes,
  type Payout,
  payoutKinds,
  payoutStatuses,
  type Term,
  termStatuses,
} from '../../db/domain.ts'

export const term = (year: number, number: number, paid = true): Term => ({
  id: `${year}-${number}`,
  name: `12-${String(number * 3).padStart(2, '0')}-${year}`,
  year,
  number,
  termDate: `${year}-${String(number * 3).padStart(2, '0')}-12`,
  paymentDate: `${year}-${String(number * 3).padStart(2, '0')}-15`,
  status: paid ? { code: termStatuses.paid, text: 'Utbetalt' } : { code: termStatuses.planned, text: 'Planlagt' },
})

export const grantCase = (change: Partial<GrantCase> = {}): GrantCase => ({
  id: 'sak',
  caseNumber: '2020-2021202000000000',
  type: { code: grantTypes.integration, text: 'Integreringstilskudd' },
  code: 'AR-2',
  givenName: 'Test',
  familyName: 'Testesen',
  nationalId: '',
  dufNumber: '',
  birthDate: null,
  gender: null,
  citizenship: '',
  qualifyingDate: '2020-05-02',
  settledDate: '2020-05-02',
  grantYear: 2,
  totalAmount: 0,
  municipalityNumber: '3804',
  movedTo: '',
  movedFrom: '',
  status: { code: caseStatuses.active, text: 'Aktiv' },
  stopReason: null,
  stopDate: null,
  modifiedOn: '2021-10-01T08:00:00Z',
  ...change,
})

export const payout = (at: Term | null, kroner: number, change: Partial<Payout> = {}): Payout => ({
  id: `${at?.id ?? 'uten'}-${kroner}`,
  caseId: 'sak',
  term: at,
  amount: kroner * 100,
  kind: { code: payoutKinds.payment, text: 'Utbetaling' },
  grantYear: 2,
  code: 'AR-2',
  paymentDate: at?.paymentDate ?? null,
  reference: 'IT-21-1-0000001',
  status: { code: payoutStatuses.paid, text: 'Utbetalt' },
  ...change,
})

export const planned = { status: { code: payoutStatuses.planned, text: 'Planlagt' }, reference: '' }
export const held = { status: { code: payoutStatuses.held, text: 'Stanset' }, reference: '' }
export const offset = { kind: { code: payoutKinds.offset, text: 'Motregning' } }
export const stopped = { code: caseStatuses.stopped, text: 'Stoppet' }
export const separate = { code: grantTypes.separate, text: 'Særskilt tilskudd enslige mindreårige' }
