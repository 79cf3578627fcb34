import { expect, test } from 'vitest'
import { backoffMs } from '../../../db/sync/backoff.ts'

test('waits double from five seconds and stop at a quarter of an hour', () => {
  const most = Array.from({ length: 12 }, (_, i) => backoffMs(i + 1, 0.999999))
  expect(most.map((ms) => Math.round(ms / 1000))).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900])
})

test('each wait is spread over its upper half, the same for the same chance', () => {
  expect(backoffMs(3, 0)).toBe(10_000)
  expect(backoffMs(3, 0.5)).toBe(15_000)
  expect(backoffMs(3, 0.5)).toBe(backoffMs(3, 0.5))
})

test('a longer wait that the server asks for is obeyed, up to an hour, a shorter one does not shorten ours', () => {
  expect(backoffMs(1, 0.5, 3_600_000)).toBe(3_600_000)
  expect(backoffMs(1, 0.5, 30 * 24 * 3_600_000)).toBe(3_600_000)
  expect(backoffMs(4, 0, 1_000)).toBe(20_000)
})
