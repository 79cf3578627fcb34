import { expect, test } from 'vitest'
import { shownAmount, shownDate, shownDuf } from '../../db/shown.ts'

test.each([
  [19_440_000, '194\u00a0400\u00a0kr'],
  [0, '0\u00a0kr'],
  [99_999, '999,99\u00a0kr'],
  [100_000, '1\u00a0000\u00a0kr'],
  [-2_137_505, '\u221221\u00a0375,05\u00a0kr'],
  [123_456_789_000, '1\u00a0234\u00a0567\u00a0890\u00a0kr'],
])('%i øre is %j', (ore, shown) => {
  expect(shownAmount(ore)).toBe(shown)
})

test('whole amounts are written as Intl writes them for Norway', () => {
  const intl = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 0 })
  for (const kroner of [1, 12, 123, 1234, 12_345, 123_456, 1_234_567]) {
    expect(shownAmount(kroner * 100)).toBe(`${intl.format(kroner)}\u00a0kr`)
  }
})

test.each([
  ['2021-09-12', '12.09.2021'],
  [null, ''],
  ['', ''],
  ['ukjent', 'ukjent'],
])('%j is shown as %j', (date, shown) => {
  expect(shownDate(date)).toBe(shown)
})

test.each([
  ['202221651902', '2022 216519 02'],
  ['2022', '2022'],
  ['', ''],
])('DUF number %j is shown as %j', (duf, shown) => {
  expect(shownDuf(duf)).toBe(shown)
})
