import { expect, test } from 'vitest'
import { createProgress } from '../../../db/sync/progress.ts'

/** A steady clock that stands still until moved. */
function meter() {
  let at = 1_000
  const made = createProgress(() => at)
  const pass = (ms: number): void => {
    at += ms
  }
  return { ...made, pass }
}

test('what is expected is unknown until every table is', () => {
  const one = meter()
  one.expect(new Map([['cases', 100]]))
  expect(one.view().expected).toBeNull()
  one.expect(
    new Map([
      ['terms', 4],
      ['payouts', 500],
      ['requests', 0],
      ['notes', 0],
    ]),
  )
  expect(one.view()).toMatchObject({ done: 0, expected: 604, secondsLeft: null })
})

test('the time left follows the pace of this pull, not what an earlier one had stored', () => {
  const one = meter()
  one.expect(
    new Map([
      ['terms', 0],
      ['cases', 1000],
      ['payouts', 0],
      ['requests', 0],
      ['notes', 0],
    ]),
  )
  one.rows('cases', 400)
  one.pass(2_000)
  one.rows('cases', 600)
  expect(one.view()).toMatchObject({ done: 600, expected: 1000, secondsLeft: 4 })
})

test('a table that is done expects what it has, so that the sum comes out even', () => {
  const one = meter()
  one.expect(
    new Map([
      ['terms', 0],
      ['cases', 1000],
      ['payouts', 0],
      ['requests', 0],
      ['notes', 0],
    ]),
  )
  one.rows('cases', 990)
  one.done('cases')
  expect(one.view()).toMatchObject({ done: 990, expected: 990 })
  one.indexing()
  expect(one.view().tables.at(-1)).toMatchObject({ table: 'index', state: 'running' })
})
