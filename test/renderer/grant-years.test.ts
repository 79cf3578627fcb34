import { describe, expect, it } from 'vitest'
import type { GrantCase, Payout, Term } from '../../db/domain.ts'
import { nb } from '../../renderer/text/nb/index.ts'
import { type Timeline, timelineOf } from '../../renderer/views/case/grant-years.ts'
import { payoutNote, payoutWord, termLabel } from '../../renderer/views/case/payout-words.ts'
import { payoutsAsTable } from '../../renderer/views/case/payouts-as-table.ts'
import { grantCase, held, offset, payout, planned, separate, stopped, term } from './case-rows.ts'

const terms = [2020, 2021].flatMap((year) =>
  [1, 2, 3, 4].map((number) => term(year, number, year < 2021 || number < 4)),
)
const at = (year: number, number: number): Term =>
  terms.find((it) => it.year === year && it.number === number) ?? term(0, 0)
const lineOf = (row: GrantCase, payouts: readonly Payout[]) => timelineOf({ case: row, payouts, terms })
const kinds = (timeline: Timeline, year: number) =>
  timeline.years.find((it) => it.year === year)?.cells.map((cell) => cell.kind)

describe('the five years of integreringstilskudd', () => {
  const timeline = lineOf(grantCase(), [
    payout(at(2020, 3), 237_600, { grantYear: 1 }),
    payout(at(2021, 1), 63_500),
    payout(at(2021, 2), 63_500),
    payout(at(2021, 2), -20_000, offset),
    payout(at(2021, 4), 63_500, planned),
  ])

  it('count from the year of qualifying, whatever the year on the PC', () => {
    expect(timeline.years.map(({ year, grantYear }) => [year, grantYear])).toEqual([
      [2020, 1],
      [2021, 2],
      [2022, 3],
      [2023, 4],
      [2024, 5],
    ])
  })

  it('say of each term only what its rows say', () => {
    expect(kinds(timeline, 2020)).toEqual(['before', 'nothing', 'paid', 'nothing'])
    expect(kinds(timeline, 2021)).toEqual(['paid', 'offset', 'nothing', 'planned'])
    expect(kinds(timeline, 2022)).toEqual(['nothing', 'nothing', 'nothing', 'nothing'])
  })

  it('sum what is paid with its signs, apart from what is planned', () => {
    expect(timeline.paid).toBe((237_600 + 63_500 + 63_500 - 20_000) * 100)
    expect(timeline.planned).toBe(63_500 * 100)
    const second = timeline.years[1]
    expect(second?.cells[1]).toMatchObject({ amount: 43_500 * 100, taken: -20_000 * 100 })
    expect([second?.paid, second?.planned]).toEqual([107_000 * 100, 63_500 * 100])
  })
})

describe('stops and late rows', () => {
  const row = grantCase({ status: stopped, stopDate: '2021-08-01' })

  it('terms after the stop date are stopped, a held row is held, a term before it without a row is empty', () => {
    const timeline = lineOf(row, [payout(at(2021, 1), 63_500), payout(at(2021, 4), 63_500, held)])
    expect(kinds(timeline, 2021)).toEqual(['paid', 'nothing', 'stopped', 'held'])
    expect(kinds(timeline, 2022)).toEqual(['stopped', 'stopped', 'stopped', 'stopped'])
    expect(timeline.held).toBe(63_500 * 100)
  })

  it('a planned row in a term that IMDi has paid out is told apart', () => {
    const timeline = lineOf(grantCase(), [payout(at(2021, 2), 63_500, planned), payout(at(2021, 4), 63_500, planned)])
    const cells = timeline.years[1]?.cells
    expect([cells?.[1]?.plannedPast, cells?.[3]?.plannedPast]).toEqual([true, false])
  })

  it('a payout after year 5 gets a year of its own', () => {
    const timeline = lineOf(grantCase({ qualifyingDate: '2015-03-01', settledDate: '2015-03-01' }), [
      payout(at(2020, 1), 17_900, { grantYear: 5 }),
    ])
    expect(timeline.years.at(-1)).toMatchObject({ year: 2020, grantYear: null, afterLast: true })
  })

  it('a payout whose term has not come yet is not lost', () => {
    const timeline = lineOf(grantCase(), [payout(null, 5_000)])
    expect(timeline.withoutTerm).toHaveLength(1)
    expect(timeline.paid).toBe(5_000 * 100)
  })
})

describe('særskilt tilskudd', () => {
  it('has calendar years from qualifying to the newest term, without a number', () => {
    const timeline = lineOf(grantCase({ type: separate, grantYear: null }), [payout(at(2021, 1), 279_600)])
    expect(timeline.years.map(({ year, grantYear }) => [year, grantYear])).toEqual([
      [2020, null],
      [2021, null],
    ])
  })

  it('begins with the oldest term there is, however long ago the person came', () => {
    const timeline = lineOf(grantCase({ type: separate, qualifyingDate: '2009-01-01', settledDate: '2009-02-01' }), [
      payout(at(2021, 1), 279_600),
    ])
    expect(timeline.years.map(({ year }) => year)).toEqual([2020, 2021])
  })
})

describe('what is said about a payout', () => {
  it('an offset is called that and explained', () => {
    const row = payout(at(2021, 2), -20_000, offset)
    expect(payoutWord(nb, row)).toBe('Motregnet')
    expect(payoutNote(nb, row, grantCase())).toContain('trukket')
  })

  it('a row for another grant year than its term’s says so', () => {
    expect(payoutNote(nb, payout(at(2021, 1), 237_600, { grantYear: 1 }), grantCase())).toBe(
      'Gjelder år 1, betalt i 2021',
    )
  })

  it('a planned row that was passed over and a held one after the stop say so', () => {
    expect(payoutNote(nb, payout(at(2021, 1), 63_500, planned), grantCase())).toContain('terminen er utbetalt')
    expect(payoutNote(nb, payout(at(2021, 4), 63_500, held), grantCase({ status: stopped }))).toContain('Stanset')
  })

  it('goes to Excel with plain numbers and references that stay text', () => {
    const lines = payoutsAsTable(nb, {
      case: grantCase(),
      payouts: [payout(at(2021, 2), -20_000.5, offset)],
      requests: [],
      related: [],
      terms,
      newestTermYear: 2021,
    }).split('\r\n')
    expect(lines[1]).toContain('12.06.2021\t15.06.2021\tMotregnet\tAR-2\t2\t-20000,50\t="IT-21-1-0000001"')
  })

  it('a term’s label is written as dates are here, and left alone when it is no date', () => {
    expect(termLabel(term(2021, 3))).toBe('12.09.2021')
    expect(termLabel({ ...term(2021, 3), name: 'Ekstratermin høst' })).toBe('Ekstratermin høst')
  })
})
