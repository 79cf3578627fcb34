import { describe, expect, test } from 'vitest'
import type { Dashboard, Term, TermTotals } from '../../db/domain.ts'
import { nb } from '../../renderer/text/nb/index.ts'
import { todos } from '../../renderer/views/dashboard/todo.ts'
import { yearSums } from '../../renderer/views/dashboard/year-sums.ts'
import { requestRow } from './request-rows.ts'

const term = (number: number, paymentDate: string): Term => ({
  id: `t${number}`,
  name: '',
  year: 2021,
  number,
  termDate: null,
  paymentDate,
  status: { code: 1, text: '' },
})
const totals = (number: number, byType: TermTotals['byType'], paymentDate = '2021-03-15'): TermTotals => ({
  term: term(number, paymentDate),
  count: byType.reduce((sum, facet) => sum + facet.count, 0),
  byType,
  sum: byType.reduce((sum, facet) => sum + facet.sum, 0),
  offsetCount: 0,
  offsetSum: 0,
})
const facet = (value: number, count: number, sum: number) => ({ value, text: `type ${value}`, count, sum })
const empty: Dashboard = {
  terms: [],
  years: [],
  newestTermYear: null,
  lastSync: null,
  caseCount: 0,
  requests: [],
  counts: { drafts: 0, queued: 0, waitingForYou: 0, atImdi: 0, closed: 0, all: 0 },
}

describe('Å gjøre', () => {
  const list = (change: Partial<Dashboard>, today = '2021-11-23') =>
    todos({ ...empty, ...change }, nb.dashboard.todo, today)

  test('what waits comes most urgent first, and what is done does not come', () => {
    const requests = [
      requestRow('a', 'draft', '2021-11-20T10:00:00Z'),
      requestRow('b', 'granted', '2021-11-20T10:00:00Z'),
      requestRow('c', 'needs-info', '2021-11-20T10:00:00Z'),
      requestRow('d', 'needs-decision', '2021-11-20T10:00:00Z'),
    ]
    expect(list({ requests }).map((todo) => todo.key)).toEqual(['needs-decision', 'needs-info', 'draft'])
  })
  test('one draft is opened at once, several as a list', () => {
    const draft = (id: string) => requestRow(id, 'draft', '2021-11-20T10:00:00Z')
    expect(list({ requests: [draft('a')] })[0]).toMatchObject({
      title: '1 utkast er ikke ferdig',
      to: { screen: 'draft', id: 'a' },
    })
    expect(list({ requests: [draft('a'), draft('b')] })[0]).toMatchObject({
      title: '2 utkast er ikke ferdige',
      to: { screen: 'requests' },
    })
  })
  test('the next term to be paid is named, not one that has been', () => {
    const terms = [totals(3, [facet(1, 635, 0)], '2021-10-06'), totals(4, [facet(1, 644, 0)], '2021-12-15')]
    expect(list({ terms }).map((todo) => todo.title)).toEqual(['4. termin 2021 utbetales 15.12.2021'])
    expect(list({ terms }, '2021-12-16')).toEqual([])
  })
})

test('the bottom line of the year sums every type, also one that only some terms have', () => {
  const sums = yearSums([totals(1, [facet(2, 1, 500)]), totals(2, [facet(1, 2, 1_000), facet(2, 3, -200)])])
  expect(sums.types.map((type) => type.code)).toEqual([1, 2])
  expect(sums).toMatchObject({ count: 6, sum: 1_300 })
  expect([...sums.byType]).toEqual([
    [2, 300],
    [1, 1_000],
  ])
})
