import { describe, expect, test } from 'vitest'
import { caseStatuses, grantTypes, stopReasons } from '../../../db/domain.ts'
import { readSearch } from '../../../db/queries/search/read-search.ts'
import { spellings } from '../../../db/queries/search/spellings.ts'
import { shownWords } from '../../../db/shown-words.ts'
import { words } from '../../../renderer/text/nb/words.ts'

const read = (search: string, asText = false) => readSearch(search, asText, 2021)
const date = (year: number, month: number | null, day: number | null, grantYear: number | null) => ({
  kind: 'date',
  year,
  month,
  day,
  grantYear,
  newestYear: 2021,
})

describe('A date or part of one is a date term', () => {
  test.each([
    ['-2020', date(2020, null, null, 2)],
    ['.2020', date(2020, null, null, 2)],
    ['\u22122019', date(2019, null, null, 3)],
    ['\u20132017', date(2017, null, null, 5)],
    ['-2016', date(2016, null, null, null)],
    ['-2022', date(2022, null, null, null)],
    ['09-2020', date(2020, 9, null, 2)],
    ['9.2020', date(2020, 9, null, 2)],
    [' 12.09.2021 ', date(2021, 9, 12, 1)],
    ['12-09-2021', date(2021, 9, 12, 1)],
    ['2021-09-12', date(2021, 9, 12, 1)],
    ['1.9.2021', date(2021, 9, 1, 1)],
    ['12. 9. 2021', date(2021, 9, 12, 1)],
    ['2021-09', date(2021, 9, null, 1)],
    ['29.02.2020', date(2020, 2, 29, 2)],
  ])('%j', (search, reading) => {
    expect(read(search)).toEqual(reading)
  })

  test('before any term is known there is no grant year to tell', () => {
    expect(readSearch('-2020', false, null)).toMatchObject({ kind: 'date', grantYear: null, newestYear: null })
  })

  test.each([
    ['2020', { kind: 'digits', digits: '2020' }],
    ['-20', { kind: 'digits', digits: '20' }],
    ['13-2020', { kind: 'digits', digits: '132020' }],
    ['2020-2021', { kind: 'digits', digits: '20202021' }],
    ['13.2020', { kind: 'words', words: ['13.2020'] }],
    ['30.02.2021', { kind: 'words', words: ['30.02.2021'] }],
    ['29.02.2021', { kind: 'words', words: ['29.02.2021'] }],
    ['12.09', { kind: 'words', words: ['12.09'] }],
    ['ali -2020', { kind: 'words', words: ['ali', '-2020'] }],
  ])('%j is none', (search, reading) => {
    expect(read(search)).toEqual(reading)
  })

  test.each([
    ['-2020', ['-2020']],
    ['2021-09-12', ['2021-09-12']],
  ])('%j with the chip clicked away is looked for in all text', (search, looked) => {
    expect(read(search, true)).toEqual({ kind: 'words', words: looked })
  })
})

describe('Only digits, once spaces, kr, ,- and minus signs are gone', () => {
  test.each([
    ['194 400 kr', '194400'],
    ['194\u00a0400\u00a0kr', '194400'],
    ['194\u2009400,-', '194400'],
    ['\u2212 50 000 kr', '50000'],
    ['kr 5 000,-', '5000'],
    ['2012 586975 61', '201258697561'],
    ['2020-2021202005963414', '20202021202005963414'],
    ['0', '0'],
  ])('%j', (search, digits) => {
    expect(read(search)).toEqual({ kind: 'digits', digits })
  })
  test.each(['kr', '12a', '5 000,50', '#1'])('%j is words', (search) => {
    expect(read(search).kind).toBe('words')
  })
})

describe('Everything else is words', () => {
  test.each([
    ['Særskilt  TILSKUDD', ['særskilt', 'tilskudd']],
    ['"Abdi Hassan" ali', ['abdi hassan', 'ali']],
    ['«Abdi Hassan»', ['abdi hassan']],
    ['\u201cAbdi\u00a0Hassan\u201d', ['abdi hassan']],
    ['"abdi has', ['abdi has']],
    ['A\u030ase', ['\u00e5se']],
    ["D'Angelo * ( [", ["d'angelo", '*', '(', '[']],
  ])('%j', (search, looked) => {
    expect(read(search)).toEqual({ kind: 'words', words: looked })
  })
  test.each(['', '   ', '""', '\u00a0', '" "'])('%j is nothing', (search) => {
    expect(read(search)).toEqual({ kind: 'none' })
  })
})

describe("The schemes' words", () => {
  test.each([
    ['særskilt tilskudd enslige mindreårige', 'særskilt tilskot einslege mindreårige'],
    ['integreringstilskot', 'integreringstilskudd'],
    ['nedsatt funksjonsevne/atferdsvansker', 'nedsatt funksjonsevne/adferdsvansker'],
    ['einsleg vaksen', 'enslig voksen'],
    ['avslutta', 'avsluttet'],
  ])('%j is found by %j', (shown, typed) => {
    expect(spellings(shown).split('\n')).toEqual(expect.arrayContaining([shown, typed]))
  })

  test('that a search finds are the words the window shows', () => {
    const named = <K extends string>(codes: Readonly<Record<K, number>>, text: Readonly<Record<K, string>>) =>
      Object.fromEntries(
        Object.entries<number>(codes).map(([name, code]) => [
          code,
          Object.entries(text).find(([n]) => n === name)?.[1],
        ]),
      )
    expect(shownWords.type).toEqual(named(grantTypes, words.grantTypes))
    expect(shownWords.status).toEqual(named(caseStatuses, words.caseStatuses))
    expect(shownWords.stopReason).toEqual(named(stopReasons, words.stopReasons))
  })
})
