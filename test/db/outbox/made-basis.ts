import type { DraftFields, GrantCase, Payout, Term } from '../../../db/domain.ts'
import type { Basis } from '../../../db/outbox/outbox.ts'

/** A synthetic person's case (month + 80) with three terms, as a draft would be written on. */
export const madeCase: GrantCase = {
  id: 'aaaaaaaa-0000-4000-a000-000000000001',
  caseNumber: '2023-2026202307184410',
  type: { code: 100000000, text: 'Integreringstilskudd' },
  code: 'AR-2',
  givenName: 'Yonas',
  familyName: 'Tesfaye',
  nationalId: '14839440708',
  dufNumber: '201212345603',
  birthDate: '1994-03-14',
  gender: { code: 2, text: 'Mann' },
  citizenship: 'Eritrea',
  qualifyingDate: '2023-09-11',
  settledDate: '2023-09-20',
  grantYear: 2,
  totalAmount: 12_700_000,
  municipalityNumber: '3907',
  movedTo: '',
  movedFrom: '',
  status: { code: 1, text: 'Aktiv' },
  stopReason: null,
  stopDate: null,
  modifiedOn: '2024-10-01T08:00:00Z',
}

export const madeTerms: readonly Term[] = [4, 3, 2].map((number) => ({
  id: `bbbbbbbb-0000-4000-a000-00000000000${number}`,
  name: `${['', '', '30-06', '30-09', '31-12'][number]}-2024`,
  year: 2024,
  number,
  termDate: null,
  paymentDate: `2024-0${number * 2}-14`,
  status: number === 4 ? { code: 1, text: 'Planlagt' } : { code: 2, text: 'Utbetalt' },
}))

export function termNumber(number: number): Term {
  const term = madeTerms.find((one) => one.number === number)
  if (term === undefined) throw new Error(`No term ${number}`)
  return term
}

export function madePayout(number: number, amount: number, status = { code: 2, text: 'Utbetalt' }): Payout {
  return {
    id: `cccccccc-0000-4000-a000-00000000000${number}`,
    caseId: madeCase.id,
    term: termNumber(number),
    amount,
    kind: { code: 1, text: 'Utbetaling' },
    grantYear: 2,
    code: 'AR-2',
    paymentDate: null,
    reference: `REF-${number}`,
    status,
  }
}

export const madeBasis: Basis = {
  regarding: { kind: 'case', id: madeCase.id },
  case: madeCase,
  term: null,
  payouts: [madePayout(4, 6_350_000, { code: 1, text: 'Planlagt' }), madePayout(2, 6_350_000)],
  totals: null,
  terms: madeTerms,
  openAtImdi: [],
}

export const termBasis: Basis = {
  regarding: { kind: 'term', id: termNumber(3).id },
  case: null,
  term: termNumber(3),
  payouts: [],
  totals: { term: termNumber(3), count: 12, byType: [], sum: 76_200_000, offsetCount: 0, offsetSum: 0 },
  terms: madeTerms,
  openAtImdi: [],
}

export const noFields: DraftFields = {
  problem: null,
  termIds: [],
  fromDate: '',
  toDate: '',
  what: '',
  why: '',
  place: '',
  title: '',
}

export const fullFields: DraftFields = {
  problem: 'missing-payment',
  termIds: [termNumber(3).id],
  fromDate: '1.7.2024',
  toDate: '30-09-2024',
  what: 'Utbetal 3. termin 2024 for tilskudd år 2. 63 500 kr mangler i grunnlaget.',
  why: 'Personen var bosatt i kommunen hele perioden.\r\nØvrige i år 2 fikk terminen utbetalt.',
  place: 'Sandefjord (3907)',
  title: 'Mangler 3. termin 2024, integreringstilskudd år 2',
}
