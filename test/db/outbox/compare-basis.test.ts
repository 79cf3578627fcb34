import { describe, expect, test } from 'vitest'
import type { GrantCase } from '../../../db/domain.ts'
import { type Basis, compareBasis } from '../../../db/outbox/outbox.ts'
import { fullFields, madeBasis, madeCase, madePayout, noFields, termBasis, termNumber } from './made-basis.ts'

const withCase = (change: Partial<GrantCase>): Basis => ({ ...madeBasis, case: { ...madeCase, ...change } })
const differs = (fresh: Basis, fields = fullFields) => compareBasis(madeBasis, fresh, fields)

test('the same rows differ in nothing', () => {
  expect(differs(madeBasis)).toEqual([])
})

describe('What is shown in the form stops a request', () => {
  test.each<[string, Partial<GrantCase>, string, string]>([
    ['Tilskudd', { type: { code: 100000001, text: 'Særskilt tilskudd' } }, 'Integreringstilskudd', 'Særskilt tilskudd'],
    ['År', { grantYear: 3 }, '2', '3'],
    ['Status', { status: { code: 2, text: 'Stoppet' } }, 'Løper', 'Stoppet'],
    ['Stoppårsak', { stopReason: { code: 1, text: 'Flyttet' } }, '', 'Flyttet'],
    ['Stoppdato', { stopDate: '2024-09-12' }, '', '12.09.2024'],
    ['Kommune', { municipalityNumber: '3801' }, '3907', '3801'],
    ['Kvalifiseringsdato', { qualifyingDate: '2023-09-12' }, '11.09.2023', '12.09.2023'],
    ['Bosatt', { settledDate: null }, '20.09.2023', ''],
  ])('%s', (field, change, before, now) => {
    expect(differs(withCase(change))).toEqual([{ field, before, now }])
  })

  test('the payouts of a chosen term', () => {
    const fresh = { ...madeBasis, payouts: [...madeBasis.payouts, madePayout(3, 6_350_000)] }
    expect(differs(fresh)).toEqual([{ field: '3. termin 2024', before: '', now: '63\u00a0500\u00a0kr utbetalt' }])
  })

  test.each([
    ['the title', { title: 'Feil i 2. termin 2024' }],
    ['what', { what: 'Se på 2. termin 2024.' }],
    ['why, by IMDi’s own label', { why: 'Terminen 30-06-2024 er for lav.' }],
    ['why, by the label with dots', { why: 'Terminen 30.06.2024 er for lav.' }],
  ])('the payouts of a term named in %s', (_, named) => {
    const fresh = { ...madeBasis, payouts: [madePayout(2, 700_000)] }
    expect(differs(fresh, { ...noFields, ...named })).toEqual([
      { field: '2. termin 2024', before: '63\u00a0500\u00a0kr utbetalt', now: '7\u00a0000\u00a0kr utbetalt' },
    ])
  })
})

describe('What is not shown does not', () => {
  test.each<[string, Basis]>([
    ['a new etag and date of change', withCase({ modifiedOn: '2024-11-01T00:00:00Z' })],
    ['the sum of all payouts', withCase({ totalAmount: 99 })],
    ['a name corrected', withCase({ familyName: 'Tesfai' })],
    ['the code of the newest term', withCase({ code: 'AR-3' })],
    ['where the person moved from', withCase({ movedFrom: '0301' })],
    ['the payment of a term that is not named', { ...madeBasis, payouts: [madePayout(2, 6_350_000)] }],
    ['the order of payouts', { ...madeBasis, payouts: [...madeBasis.payouts].reverse() }],
  ])('%s', (_, fresh) => {
    expect(differs(fresh)).toEqual([])
  })
})

describe('For a term', () => {
  test('its sum and number of payouts count', () => {
    const totals = termBasis.totals && { ...termBasis.totals, count: 13, sum: 82_550_000 }
    expect(compareBasis(termBasis, { ...termBasis, totals }, noFields)).toEqual([
      { field: 'Antall utbetalinger', before: '12', now: '13' },
      { field: 'Sum', before: '762\u00a0000\u00a0kr', now: '825\u00a0500\u00a0kr' },
    ])
  })
  test('so do its status and payment date', () => {
    const term = { ...termNumber(3), status: { code: 1, text: 'Planlagt' }, paymentDate: '2024-10-01' }
    expect(compareBasis(termBasis, { ...termBasis, term }, noFields).map((one) => one.field)).toEqual([
      'Utbetalingsdato',
      'Status',
    ])
  })
})
