import { describe, expect, test } from 'vitest'
import type { DraftFields, DraftWarning } from '../../../db/domain.ts'
import { dufCheckHolds } from '../../../db/outbox/check/duf.ts'
import { warnings } from '../../../db/outbox/outbox.ts'
import { fullFields, madeBasis, madeCase, noFields, termBasis } from './made-basis.ts'

const inTest = { testData: true, others: [] }
const inProduction = { testData: false, others: [] }
const found = (fields: Partial<DraftFields>, basis = madeBasis, options = inTest) =>
  warnings({ ...fullFields, ...fields }, basis, options)
const codes = (list: readonly DraftWarning[]) => list.map((warning) => warning.code)
/** What each warning points at, as the field holds it. */
const marked = (fields: Partial<DraftFields>, code: DraftWarning['code']) =>
  found(fields)
    .filter((warning) => warning.code === code)
    .map((warning) => (warning.field === null ? null : fields[warning.field]?.slice(warning.start, warning.end)))

test('a complete request has none', () => {
  expect(found({})).toEqual([])
})

test('an empty form is told about each thing that is missing, and nothing else', () => {
  expect(codes(warnings(noFields, madeBasis, inTest))).toEqual([
    'title-empty',
    'what-empty',
    'why-empty',
    'dates-empty',
    'place-empty',
  ])
})

describe('The title', () => {
  test.each(['Feil', 'endring', 'Endringsforespørsel.', 'Feil sum', 'Spørsmål!'])('%j says little', (title) => {
    expect(codes(found({ title }))).toEqual(['title-vague'])
  })
  test('left empty, the sentence tells what goes in its place', () => {
    expect(found({ title: '  ' })[0]?.text).toBe(
      'Tittelen er tom. IMDi får «Mangler 3. termin 2024, integreringstilskudd år 2».',
    )
  })
  test('may have 200 characters and no more', () => {
    expect(codes(found({ title: 'x'.repeat(200) }))).toEqual([])
    expect(codes(found({ title: 'x'.repeat(201) }))).toEqual(['title-too-long'])
  })
  test.each([
    ['Mangler termin 3 for 148394 40708', '148394 40708'],
    ['Mangler termin 3 for 201212345603', '201212345603'],
    ['Mangler termin 3 for Tesfaye i år', 'Tesfaye'],
    ['Sak 2023-2026202307184410 er feil', '2023-2026202307184410'],
  ])('%j holds an identifier', (title, place) => {
    expect(marked({ title }, 'title-has-identifier')).toEqual([place])
  })
  test('a name inside another word is no name', () => {
    expect(codes(found({ title: 'Tesfayeland og Yonass reise' }))).toEqual([])
  })
})

describe('Dates', () => {
  test.each([
    [{ fromDate: '1.13.2024' }, ['date-unreadable']],
    [{ fromDate: 'i fjor', toDate: '31.02.2024' }, ['date-unreadable', 'date-unreadable']],
    [{ fromDate: '02.09.2024', toDate: '1.9.2024' }, ['dates-reversed']],
    [{ fromDate: '1.9.2024', toDate: '01.09.2024' }, []],
    [{ fromDate: '', toDate: '01.09.2024' }, []],
  ])('%j', (fields, expected) => {
    expect(codes(found(fields))).toEqual(expected)
  })
})

describe('The DUF number of the case', () => {
  test.each(['201212345603', '200205705502', '200900595509'])('%s passes the check', (duf) => {
    expect(dufCheckHolds(duf)).toBe(true)
  })
  test.each(['201234567890', '201258697561'])('%s fails it, and is warned about, not blocked', (duf) => {
    expect(dufCheckHolds(duf)).toBe(false)
    expect(codes(found({}, { ...madeBasis, case: { ...madeCase, dufNumber: duf } }))).toEqual(['duf-check'])
  })
  test('missing on the case is said; a term has none to miss', () => {
    expect(codes(found({}, { ...madeBasis, case: { ...madeCase, dufNumber: '' } }))).toEqual(['duf-missing'])
    expect(codes(found({}, termBasis))).toEqual([])
  })
})

describe('Street addresses', () => {
  test.each([
    ['bodde i Storgata 12. Øvrige', 'Storgata 12'],
    ['Kirkeveien 3B fra 2020', 'Kirkeveien 3B'],
    ['i Kirkevegen 3 b, 2. etasje', 'Kirkevegen 3 b'],
    ['flyttet til Olav Tryggvasons gate 24', 'Olav Tryggvasons gate 24'],
    ['Øvre Torggate 5', 'Øvre Torggate 5'],
    ['Bjørnstjerne Bjørnsons plass 1 i Lillehammer', 'Bjørnstjerne Bjørnsons plass 1'],
    ['Drammens vei 4', 'Drammens vei 4'],
    ['Kirkeallé 7', 'Kirkeallé 7'],
    ['Ringstien 14,', 'Ringstien 14'],
    ['storgata 12', 'storgata 12'],
    ['Postboks 123 Sentrum', 'Postboks 123'],
    ['Ågotnesvegen\u00a022', 'Ågotnesvegen\u00a022'],
  ])('%j holds %j', (why, place) => {
    expect(marked({ why }, 'street-address')).toEqual([place])
  })

  test.each([
    'Personen bor i Sandefjord kommune.',
    'på vei 3 ganger i året',
    'Utbetal 3. termin 2024',
    'Siden 12.09.2021 har hun bodd i Larvik',
    'Veien videre er 2 terminer',
    'Beløpet er 63 500 kr, ikke 21 375 kr',
    'AR-2 og EMINB 2021',
    'I Tangen 2021 ble 5 bosatt',
    'Alle 5 barna er med',
    'gjelder år 2 og år 3',
    'De kom samme vei 12.09.2021',
  ])('%j holds none', (why) => {
    expect(marked({ why }, 'street-address')).toEqual([])
  })
})

describe("Other persons' numbers", () => {
  // Numbers from the validators' own published tests.
  const dNumber = '41010150572'
  const duf = '200205705502'

  test.each([
    [`Søsteren ${dNumber} fikk`, dNumber],
    [`Søsteren 410101 50572 fikk`, '410101 50572'],
    [`Søsteren 4101\u00a001 505 72.`, '4101\u00a001 505 72'],
    [`DUF ${duf}`, duf],
    [`DUF 2002 057055 02`, '2002 057055 02'],
    [`(${duf})`, duf],
    [`Bosatt 29.09.2021 ${dNumber}`, dNumber],
  ])('%j holds %j', (what, place) => {
    expect(marked({ what }, 'other-number')).toEqual([place])
  })

  test.each([
    ["the case's own DUF number", 'DUF 2012 123456 03'],
    ["the case's own DUF number in one", '201212345603'],
    ["the case's own identity number", '148394 40708'],
    ['the case number', '2023-2026202307184410'],
    ['the end of the case number', '202307184410'],
    ['eleven digits that fail the check', '12345678901'],
    ['a telephone number', '40 00 19 60'],
    ['an amount', '1 234 567 890 12 kr'],
    ['dates', 'fra 01.07.2024 til 30.09.2024'],
  ])('%s is none', (_, what) => {
    expect(marked({ what }, 'other-number')).toEqual([])
  })

  test('synthetic numbers pass silently in a test environment and are named elsewhere', () => {
    const what = 'Søsteren 158192 10168 mangler.'
    expect(codes(found({ what }))).toEqual([])
    const elsewhere = warnings({ ...fullFields, what }, madeBasis, inProduction)
    // The case's own number, and the sister's.
    expect(elsewhere.map(({ code, field, start, end }) => [code, field, what.slice(start, end)])).toEqual([
      ['synthetic-number', null, ''],
      ['synthetic-number', 'what', '158192 10168'],
    ])
  })

  test('are looked for in place as well', () => {
    expect(codes(found({ place: dNumber }))).toEqual(['other-number'])
  })
})

test('an open request on the same case is named', () => {
  const other = {
    id: 'x',
    title: 'For mye utbetalt i 2. termin 2025',
    state: 'received' as const,
    stateText: 'Mottatt',
    writtenAt: '2025-09-02T10:00:00Z',
  }
  const list = warnings(fullFields, madeBasis, { testData: true, others: [other] })
  expect(list).toEqual([
    {
      code: 'open-request',
      field: null,
      start: 0,
      end: 0,
      text: '«For mye utbetalt i 2. termin 2025» fra 02.09.2025 er åpen på det samme. Se den før du sender.',
    },
  ])
})
