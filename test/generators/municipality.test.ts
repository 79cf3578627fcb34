import { describe, expect, test } from 'vitest'
import { guidOf, readGuid } from './guid.ts'
import { checkDigits, dufCheck } from './identifiers.ts'
import { type CaseWithPayouts, generateMunicipality } from './municipality.ts'
import { scramble, unscramble } from './random.ts'
import { caseStatus, payoutKind, payoutStatus, types } from './rows.ts'

const plan = { seed: 42, cases: 2000, year: 2021, municipality: { id: 'x', number: '3804', name: 'Sandefjord' } }
const all = (given = plan): CaseWithPayouts[] => {
  const municipality = generateMunicipality(given)
  return Array.from({ length: given.cases }, (_, index) => municipality.caseAt(index))
}
const rows = all()
const payouts = rows.flatMap((each) => each.payouts)
const cases = rows.map((each) => each.case)
const some = (found: readonly unknown[]) => found.length

describe('a municipality of 2,000 cases from a seed', () => {
  test('is the same every time, and another with another seed', () => {
    expect(all()).toEqual(rows)
    expect(all({ ...plan, seed: 43 })[0]).not.toEqual(rows[0])
  })

  test('has about five payouts per case, of every kind and status', () => {
    expect(payouts.length / cases.length).toBeGreaterThan(4)
    expect(payouts.length / cases.length).toBeLessThan(6)
    for (const kind of Object.values(payoutKind))
      expect(some(payouts.filter((row) => row.imdi_art === kind))).toBeGreaterThan(3)
    for (const status of Object.values(payoutStatus)) {
      expect(some(payouts.filter((row) => row.statuscode === status))).toBeGreaterThan(3)
    }
    for (const row of payouts) {
      const negative = row.imdi_art === payoutKind.offset || row.imdi_art === payoutKind.repayment
      expect(Number(row.imdi_belop) < 0).toBe(negative)
    }
  })

  test('has all types and codes, their spacing varying', () => {
    const codes = new Set(payouts.map((row) => row.imdi_typekode))
    for (const code of 'AR-1,AR-1 EV,AR-1EV,AR-1 B,AR-1B,AR-2,AR-3,AR-4,AR-5,ELDR,BHT,EMINB,EMINU,FHT1,FHT2,FHT 2'.split(
      ',',
    )) {
      expect(codes).toContain(code)
    }
    for (const type of Object.values(types))
      expect(some(cases.filter((row) => row.imdi_type === type))).toBeGreaterThan(30)
  })

  test('has many in their second year, and særskilt without a year that runs past the fifth', () => {
    const second = cases.filter(
      (row) => String(row.imdi_kvalifiseringsdato).startsWith('2020') && row.imdi_tilskuddsaar === 2,
    )
    expect(some(second)).toBeGreaterThan(300)
    const separate = cases.filter((row) => row.imdi_type === types.separate)
    expect(separate.every((row) => row.imdi_tilskuddsaar === null)).toBe(true)
    const late = separate.filter(
      (row) => row.statuscode === caseStatus.active && String(row.imdi_kvalifiseringsdato) < '2017',
    )
    expect(some(late)).toBeGreaterThan(3)
  })

  test('has totals that are the sum of what is paid', () => {
    for (const each of rows) {
      const paid = each.payouts.filter((row) => row.statuscode === payoutStatus.paid)
      const sum = paid.reduce((total, row) => total + Math.round(Number(row.imdi_belop) * 100), 0)
      expect(Math.round(Number(each.case.imdi_totaltbelop) * 100)).toBe(sum)
    }
  })

  test('has stops with reason and date, people who moved in and out, and cases that ended', () => {
    const stopped = cases.filter((row) => row.statuscode === caseStatus.stopped)
    expect(new Set(stopped.map((row) => row.imdi_stoppaarsak))).toEqual(new Set([1, 2, 3, 4]))
    expect(stopped.every((row) => /^2021-/.test(String(row.imdi_stoppdato)))).toBe(true)
    expect(stopped.every((row) => (row.imdi_tilflyttetkommune !== null) === (row.imdi_stoppaarsak === 1))).toBe(true)
    expect(some(cases.filter((row) => row.imdi_fraflyttetkommune !== null))).toBeGreaterThan(10)
    expect(some(cases.filter((row) => row.statuscode === caseStatus.ended))).toBeGreaterThan(3)
  })

  test('has planned rows in the past, late rows and several rows in one term', () => {
    const past = payouts.filter(
      (row) => row.statuscode === payoutStatus.planned && String(row.imdi_utbetalingsdato) < '2021-11',
    )
    expect(some(past)).toBeGreaterThan(3)
    const late = rows.filter(({ case: row, payouts: own }) =>
      own.some(
        (each) =>
          each.imdi_tilskuddsaar === 1 &&
          String(each.imdi_utbetalingsdato).slice(0, 4) > String(row.imdi_kvalifiseringsdato).slice(0, 4),
      ),
    )
    expect(some(late)).toBeGreaterThan(10)
    const several = rows.filter(
      ({ payouts: own }) => new Set(own.map((each) => each._imdi_termin_value)).size < own.length,
    )
    expect(some(several)).toBeGreaterThan(30)
  })

  test('has synthetic identity numbers with right check digits, one per person, and a few DUF numbers that fail', () => {
    for (const row of cases) {
      const number = String(row.imdi_fodselsnummer)
      expect(checkDigits(number.slice(0, 9))).toBe(number.slice(9))
      expect(Number(number.slice(2, 4))).toBeGreaterThan(80)
    }
    const failing = cases.filter(
      (row) => dufCheck(String(row.imdi_dufnummer).slice(0, 10)) !== String(row.imdi_dufnummer).slice(10),
    )
    expect(some(failing)).toBeGreaterThan(0)
    expect(some(failing)).toBeLessThan(40)
    const people = new Set(cases.map((row) => `${row.imdi_etternavn} ${row.imdi_fornavn} ${row.imdi_dufnummer}`))
    expect(new Set(cases.map((row) => row.imdi_fodselsnummer)).size).toBe(people.size)
    expect(people.size).toBeLessThan(cases.length - 50)
  })

  test('has case numbers of the known shape, each once, never ending as a DUF number does', () => {
    expect(new Set(cases.map((row) => row.imdi_saksnummer)).size).toBe(cases.length)
    for (const row of cases) expect(row.imdi_saksnummer).toMatch(/^(20\d\d)-20\d\d\1\d{6}(1[1-9]|[2-9]\d)$/)
  })

  test('has names with Norwegian letters and from many languages', () => {
    const names = cases.map((row) => `${row.imdi_fornavn} ${row.imdi_etternavn}`).join('\n')
    expect([...'æøåØÅçşığöñéĐ'].filter((sign) => !names.includes(sign))).toEqual([])
    expect(/\bAa/.test(names)).toBe(true)
    // Å taken apart: A and a ring.
    expect(/[Aa]\u030a/.test(names)).toBe(true)
  })
})

describe('keys', () => {
  test('tell which row they are, and only in their own space', () => {
    for (let index = 0; index < 5000; index += 7) {
      const guid = guidOf(99, index, index % 4096)
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(readGuid(99, guid)).toEqual({ index, part: index % 4096 })
      expect(readGuid(98, guid)).toBeNull()
      expect(unscramble(scramble(index))).toBe(index)
    }
    expect(readGuid(99, 'not a key')).toBeNull()
  })
})
