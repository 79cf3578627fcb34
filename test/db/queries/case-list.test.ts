import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseQuery } from '../../../db/calls.ts'
import { caseColumns } from '../../../db/domain.ts'
import { createReader, type Reader } from '../../../db/queries/reader.ts'
import { type MadeFiles, type MadeRows, madeFiles, makeRows, random } from './made-rows.ts'
import { type OracleQuery, oracle } from './oracle.ts'
import { everything, short, wholeList } from './whole-list.ts'

const searches = [
  'a',
  'Å',
  'ø',
  'Æ',
  '2',
  '-',
  '.',
  '*',
  '%',
  '_',
  '"',
  "'",
  '[',
  '(',
  '\\',
  '^',
  '$',
  ',',
  'kr',
  '0',
  '-2020',
  '.2020',
  '09-2020',
  '9.2020',
  '9-2020',
  '12.09.2020',
  '12-09-2020',
  '2020-09-12',
  '1.9.2019',
  '01.9.2019',
  '2020',
  '2020-2021',
  '2018-202120200',
  '194 400 kr',
  '50 000,-',
  '-50 000',
  '\u2212 50\u00a0000 kr',
  '2015\u20090',
  '00',
  'særskilt',
  'SÆRSKILT',
  'tilskot',
  'integreringstilskot ar-2',
  'einslege mindreårige',
  'adferdsvansker',
  'ar-1b',
  'AR-1 B',
  'åse',
  'A\u030ase',
  'aas',
  'ODEGAARD',
  'ødegård',
  "o'brien",
  'd\u2019angelo',
  'çelik',
  'şahin',
  'ngọc',
  'renée',
  'rene\u0301e',
  '"åse aas"',
  '"aas åse"',
  '"aas, åse"',
  '"abdi hassan"',
  'hassan abdi',
  '"van der berg" ali',
  'ali -2020',
  'ali 12.09.2020',
  'stoppa flytta',
  'aktiv',
  'avslutta',
  '"ali',
  '""',
  'xyzzy',
  '100%',
  'a*b',
  'hei_der',
  '[klamme]',
  'nur-mohammed',
  '  ali   ahmadi ',
  'fht 2',
  'fht2',
  '.09.',
  '-09-',
  '31-12-2020',
  '31.12.2020 ali',
  'utenfor',
  'utanfor',
] as const

describe('A list of cases agrees with a plain loop over the rows', () => {
  let rows: MadeRows
  let files: MadeFiles
  let reader: Reader
  let answer: ReturnType<typeof oracle>

  beforeAll(() => {
    rows = makeRows(11, 1500, 60)
    files = madeFiles(rows)
    reader = createReader({ replica: files.replica, work: files.work, now: () => new Date('2021-11-01T10:00:00Z') })
    answer = oracle(rows, new Map())
  })
  afterAll(() => files.remove())

  const agree = (query: CaseQuery) =>
    expect(short(wholeList(reader, query)), JSON.stringify(query)).toEqual(short(answer(query)))

  test.each(
    caseColumns.flatMap(
      (column) =>
        [
          [column, 'ascending'],
          [column, 'descending'],
        ] as const,
    ),
  )('sorted by %s, %s', (column, direction) => {
    const list = wholeList(reader, { ...everything, sort: { column, descending: direction === 'descending' } })
    const wanted = answer({ ...everything, sort: { column, descending: direction === 'descending' } })
    expect(list.ids).toEqual(wanted.ids)
  })

  test.each(searches)('searched for %j', (search) => {
    agree({ ...everything, search })
    agree({ ...everything, search, asText: true })
  })

  test.each([1, 2, 3, 4, 5, 6])('a hundred random questions from seed %i', (seed) => {
    const next = random(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
    const some = <T>(list: readonly T[]): T[] => (next() < 0.6 ? [] : list.filter(() => next() < 0.4))
    for (let n = 0; n < 100; n++) {
      const query: CaseQuery = {
        search: next() < 0.3 ? '' : randomSearch(rows, next),
        asText: next() < 0.1,
        types: some([100000000, 100000001, 100000002, 7]),
        grantYears: some([1, 2, 3, 4, 5, null]),
        statuses: some([1, 2, 3]),
        termId: next() < 0.15 ? pick(rows.terms).id : null,
        change: null,
        sort: next() < 0.2 ? null : { column: pick(caseColumns), descending: next() < 0.5 },
      }
      expect(short(wholeList(reader, query)), JSON.stringify(query)).toEqual(short(answer(query satisfies OracleQuery)))
    }
  })
})

/** A piece of what some row shows, or some of the fixed searches, so that most questions find something. */
function randomSearch(rows: MadeRows, next: () => number): string {
  const int = (below: number) => Math.floor(next() * below)
  const made = rows.cases[int(rows.cases.length)]
  if (made === undefined || next() < 0.2) return searches[int(searches.length)] ?? ''
  const texts = [
    made.case_number,
    made.family_name,
    made.given_name,
    made.duf_number,
    made.national_id,
    made.type_text,
    made.code,
    (made.qualifying_date ?? '').split('-').reverse().join('.'),
    (made.birth_date ?? '').split('-').reverse().join('-'),
    String(made.total_amount / 100),
    made.status_text,
    made.stop_reason_text,
  ]
  const piece = () => {
    const text = texts[int(texts.length)] ?? ''
    const from = int(text.length)
    return text.slice(from, from + 1 + int(6))
  }
  return next() < 0.5 ? piece() : `${piece()} ${piece()}`
}
