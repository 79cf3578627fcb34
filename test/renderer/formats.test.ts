import { describe, expect, test } from 'vitest'
import { formatAmount, formatKroner, formatNumber } from '../../renderer/text/format/amounts.ts'
import { formatDate, formatMoment, formatSince, formatTime, formatWeekday } from '../../renderer/text/format/dates.ts'
import { formatDuf, formatNationalId, formatPerson } from '../../renderer/text/format/identifiers.ts'
import { words } from '../../renderer/text/nb/words.ts'

const nbsp = '\u00a0'

describe('amounts', () => {
  test('thousands are held together by no-break spaces, and so is kr', () => {
    expect(formatAmount(19_440_000)).toBe(`194${nbsp}400${nbsp}kr`)
    expect(formatNumber(1_234_567)).toBe(`1${nbsp}234${nbsp}567`)
    expect(formatNumber(999)).toBe('999')
  })
  test('a negative amount has a true minus sign, also when it is less than a krone', () => {
    expect(formatAmount(-1_425_000)).toBe(`\u221214${nbsp}250${nbsp}kr`)
    expect(formatKroner(-50)).toBe('\u22120,50')
  })
  test('øre are written only when there are any, always with two digits', () => {
    expect(formatKroner(100_005)).toBe(`1${nbsp}000,05`)
    expect(formatKroner(100_000)).toBe(`1${nbsp}000`)
    expect(formatKroner(0)).toBe('0')
  })
})

describe('dates', () => {
  test('a date is written day, month, year; what is no date is shown as it came', () => {
    expect(formatDate('2021-09-12')).toBe('12.09.2021')
    expect(formatDate(null)).toBe('')
    expect(formatDate('ukjent')).toBe('ukjent')
  })
  test('a moment is told as short as it can be: the clock today, the day this year, else all of it', () => {
    const now = new Date(2026, 10, 23, 9, 0)
    const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()
    expect(formatSince(at(2026, 10, 23, 8, 12), now)).toBe('08.12')
    expect(formatSince(at(2026, 10, 20, 15, 52), now)).toBe('20.11. kl. 15.52')
    expect(formatSince(at(2025, 10, 20, 15, 52), now)).toBe('20.11.2025 kl. 15.52')
    expect(formatMoment(at(2026, 0, 5, 7, 3))).toBe('05.01.2026 kl. 07.03')
    expect(formatTime(at(2026, 0, 5, 7, 3))).toBe('07.03')
  })
  test('a weekday comes before its date', () => {
    expect(formatWeekday(new Date(2026, 10, 23), words.weekdays)).toBe('mandag 23.11.2026')
  })
})

describe('identifiers', () => {
  test('a DUF number and a national identity number are written in their groups', () => {
    expect(formatDuf('202221651902')).toBe(`2022${nbsp}216519${nbsp}02`)
    expect(formatNationalId('14839440708')).toBe(`148394${nbsp}40708`)
  })
  test('a number of another length is not cut up', () => {
    expect(formatDuf('12345')).toBe('12345')
    expect(formatNationalId('')).toBe('')
  })
  test('a person with one name has no stray comma', () => {
    expect(formatPerson('Tesfaye', 'Yonas')).toBe('Tesfaye, Yonas')
    expect(formatPerson('', 'Yonas')).toBe('Yonas')
  })
})
