import { describe, expect, test } from 'vitest'
import { hitRanges } from '../../renderer/grid/hits.ts'
import { nb } from '../../renderer/text/nb/index.ts'
import { dateChip } from '../../renderer/views/cases/date-chip.ts'
import { hitsOf } from '../../renderer/views/cases/hits.ts'

const marked = (text: string, hits: Parameters<typeof hitRanges>[1]) =>
  hitRanges(text, hits).map(({ start, end }) => text.slice(start, end))

describe('marking what a search found', () => {
  test('a word is marked wherever it stands, whatever its case', () => {
    expect(marked('Særskilt tilskudd', { kind: 'words', words: ['særskilt'] })).toEqual(['Særskilt'])
    expect(marked('Ødegård Øde', { kind: 'words', words: ['øde'] })).toEqual(['Øde', 'Øde'])
  })
  test('words that overlap are one mark', () => {
    expect(marked('Tesfaye', { kind: 'words', words: ['tesf', 'sfay'] })).toEqual(['Tesfay'])
  })
  test('digits are found across the spaces they are shown with', () => {
    expect(marked('2022\u00a0216519\u00a002', { kind: 'digits', digits: '22216' })).toEqual(['22\u00a0216'])
    expect(marked('194\u00a0400\u00a0kr', { kind: 'digits', digits: '194400' })).toEqual(['194\u00a0400'])
    expect(marked('AR-1', { kind: 'digits', digits: '2' })).toEqual([])
  })
  test('a date marks the part of the date that was typed', () => {
    const reading = { kind: 'date', year: 2020, month: 9, day: null, grantYear: 2, newestYear: 2021 } as const
    expect(marked('12.09.2020', hitsOf(reading))).toEqual(['09.2020'])
    expect(marked('12.10.2020', hitsOf(reading))).toEqual([])
  })
})

describe('the chip that tells how a search was read', () => {
  const date = { kind: 'date', month: null, day: null, grantYear: null, newestYear: 2021 } as const
  test('a year tells the grant year it gives', () => {
    expect(dateChip({ ...date, year: 2020, grantYear: 2 }, nb.cases)).toBe('Kvalifisert i 2020 · år 2 i 2021')
  })
  test('a year that gives no grant year is told alone', () => {
    expect(dateChip({ ...date, year: 2010 }, nb.cases)).toBe('Kvalifisert i 2010')
  })
  test('a month and a day are told as people say them', () => {
    expect(dateChip({ ...date, year: 2020, month: 9 }, nb.cases)).toBe('Kvalifisert i september 2020')
    expect(dateChip({ ...date, year: 2021, month: 9, day: 12 }, nb.cases)).toBe('Kvalifisert den 12.09.2021')
  })
  test('words and digits have no chip', () => {
    expect(dateChip({ kind: 'words', words: ['særskilt'] }, nb.cases)).toBeNull()
    expect(dateChip({ kind: 'none' }, nb.cases)).toBeNull()
  })
})
