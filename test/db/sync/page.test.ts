import { describe, expect, test } from 'vitest'
import { entities, readRow, storedColumns } from '../../../db/sync/entities.ts'
import { NotAPage, readPage } from '../../../db/sync/page.ts'
import { BadValue } from '../../../db/sync/read-value.ts'

const text = '@OData.Community.Display.V1.FormattedValue'
const id = 'ECA4BCA7-692B-415B-A8A8-4B583F39B906'
const aCase = {
  '@odata.etag': 'W/"7"',
  imdi_tilskuddssakid: id,
  modifiedon: '2021-03-15T07:30:00Z',
  imdi_saksnummer: '2021-1',
  imdi_type: 100000000,
  [`imdi_type${text}`]: 'Integreringstilskudd',
  imdi_typekode: 'AR-1',
  imdi_fornavn: 'Åse',
  imdi_etternavn: 'Ødegård',
  imdi_fodselsnummer: '03836607006',
  imdi_dufnummer: null,
  imdi_fodselsdato: '1966-03-03',
  imdi_kjonn: null,
  imdi_statsborgerskap: 'Somalia',
  imdi_kvalifiseringsdato: '2021-06-30T22:00:00Z',
  imdi_bosettingsdato: null,
  imdi_tilskuddsaar: 1,
  imdi_totaltbelop: 194400.35,
  imdi_kommunenummer: '3804',
  imdi_tilflyttetkommune: null,
  imdi_fraflyttetkommune: null,
  imdi_stoppaarsak: null,
  imdi_stoppdato: null,
  statuscode: 1,
  [`statuscode${text}`]: 'Aktiv',
}

function stored(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values = readRow(entities.grant_case, row)
  return Object.fromEntries(storedColumns(entities.grant_case).map((name, i) => [name, values[i]]))
}

describe('a row of IMDi', () => {
  test('is read into our names and units: lower-case GUIDs, øre, days as they are in Norway', () => {
    expect(stored(aCase)).toMatchObject({
      id: id.toLowerCase(),
      etag: 'W/"7"',
      type: 100000000,
      type_text: 'Integreringstilskudd',
      duf_number: '',
      birth_date: '1966-03-03',
      // Local midnight in Oslo, sent as the evening before.
      qualifying_date: '2021-07-01',
      total_amount: 19_440_035,
      gender: null,
      status_text: 'Aktiv',
      extra: null,
    })
  })

  test('is composed to NFC, so that å written as a + ring is found by å', () => {
    expect(stored({ ...aCase, imdi_etternavn: 'Ødega\u030ard' }).family_name).toBe('Ødegård')
  })

  test('keeps columns that this version does not know, and codes without a name (S8)', () => {
    const row = stored({
      ...aCase,
      imdi_nyttfelt: 'verdi',
      imdi_type: 100000009,
      [`imdi_type${text}`]: 'Nytt tilskudd',
    })
    expect(row).toMatchObject({ type: 100000009, type_text: 'Nytt tilskudd', extra: '{"imdi_nyttfelt":"verdi"}' })
  })

  test.each([
    ['no key', { imdi_tilskuddssakid: null }],
    ['a key that is none', { imdi_tilskuddssakid: '123' }],
    ['text where a number should be', { imdi_type: 'integrering' }],
    ['a number where text should be', { imdi_etternavn: 7 }],
    ['a date that is none', { imdi_fodselsdato: '03.03.1966' }],
    ['money that is none', { imdi_totaltbelop: '194 400' }],
    ['no status', { statuscode: null }],
    ['no time of change', { modifiedon: undefined }],
  ])('with %s is a bad row, named without its value', (_what, change) => {
    const read = () => stored({ ...aCase, ...change })
    expect(read).toThrow(BadValue)
    expect(read).not.toThrow(/integrering|194 400|03\.03|123/)
  })
})

const bytes = (body: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(body))

describe('a page', () => {
  test('gives its rows, deletes and link, and lays bad rows aside', () => {
    const page = readPage(
      entities.grant_case,
      bytes({
        '@odata.deltaLink': 'https://x/?$deltatoken=1',
        value: [
          aCase,
          { ...aCase, imdi_type: 'x' },
          null,
          { '@odata.context': 'https://x/$metadata#imdi_tilskuddssaks/$deletedEntity', id, reason: 'deleted' },
        ],
      }),
    )
    expect(page.rows).toHaveLength(1)
    expect(page.deleted).toEqual([id.toLowerCase()])
    expect(page.aside.map((row) => row.reason)).toEqual(['imdi_type: string', 'not a row'])
    expect(page.link).toEqual({ kind: 'delta', href: 'https://x/?$deltatoken=1' })
  })

  test.each([
    ['no link', { value: [] }],
    ['no rows', { '@odata.nextLink': 'x' }],
    ['rows that are no list', { '@odata.nextLink': 'x', value: {} }],
    ['nothing', null],
  ])('with %s is not one', (_what, body) => {
    expect(() => readPage(entities.term, bytes(body))).toThrow(NotAPage)
  })

  test('that is no JSON, or cut in the middle of a letter, is not one', () => {
    const whole = bytes({ '@odata.nextLink': 'x', value: [{ navn: 'Å' }] })
    expect(() => readPage(entities.term, new TextEncoder().encode('<html>'))).toThrow(NotAPage)
    expect(() => readPage(entities.term, whole.subarray(0, whole.length - 6))).toThrow(NotAPage)
  })
})
