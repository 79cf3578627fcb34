import { beforeEach, expect, test } from 'vitest'
import { type Asked, createLoop, intervalMs, type Round, type Timers } from '../../../db/sync/loop.ts'

/** Fake time: moments are written down as `minutes:seconds what`. */
function world(answers: (Round | Promise<Round>)[] = []) {
  let now = 0
  const waiting: { at: number; fn: () => void }[] = []
  const log: string[] = []
  const stamp = (): string =>
    `${Math.floor(now / 60_000)}:${String(Math.floor((now % 60_000) / 1000)).padStart(2, '0')}`
  const timers: Timers = {
    after(ms, fn) {
      const entry = { at: now + ms, fn }
      waiting.push(entry)
      return () => void waiting.splice(waiting.indexOf(entry), 1)
    },
  }
  const loop = createLoop({
    timers,
    random: () => 0,
    next: () => undefined,
    run: async (asked: Asked) => {
      log.push(`${stamp()} ${asked}`)
      return (await answers.shift()) ?? well
    },
  })
  /** Lets promises settle, then moves the clock, stopping at each timer. */
  async function pass(ms: number): Promise<void> {
    const end = now + ms
    for (;;) {
      await settle()
      const next = waiting.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      waiting.splice(waiting.indexOf(next), 1)
      now = next.at
      next.fn()
    }
    now = end
    await settle()
  }
  return { loop, log, pass, waiting }
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

const well: Round = { failed: null, wakeInMs: null }
const failed = (askedMs: number | null = null): Round => ({ failed: { askedMs }, wakeInMs: null })
const minutes = 60_000

let w = world()
beforeEach(() => {
  w = world()
})

test('syncs at start and then every five minutes', async () => {
  w.loop.now('timer')
  await w.pass(11 * minutes)
  expect(intervalMs).toBe(5 * minutes)
  expect(w.log).toEqual(['0:00 timer', '5:00 timer', '10:00 timer'])
})

test('a manual sync starts at once and moves the next one', async () => {
  w.loop.now('timer')
  await w.pass(2 * minutes)
  w.loop.now('manual')
  await w.pass(6 * minutes)
  expect(w.log).toEqual(['0:00 timer', '2:00 manual', '7:00 timer'])
})

test('ten submits during a round make one more round, not ten', async () => {
  let end: (round: Round) => void = () => undefined
  w = world([new Promise((resolve) => (end = resolve))])
  w.loop.now('timer')
  await w.pass(1000)
  for (let i = 0; i < 10; i++) w.loop.now('timer')
  await w.pass(1000)
  expect(w.log).toEqual(['0:00 timer'])
  end(well)
  await w.pass(1000)
  expect(w.log).toEqual(['0:00 timer', '0:02 timer'])
})

test('failures wait longer and longer, and one success forgets them', async () => {
  w = world([failed(), failed(), failed(), well, failed()])
  w.loop.now('timer')
  await w.pass(6 * minutes)
  expect(w.log).toEqual(['0:00 timer', '0:02 timer', '0:07 timer', '0:17 timer', '5:17 timer', '5:20 timer'])
})

test('a wait that the server asks for is kept', async () => {
  w = world([failed(90_000)])
  w.loop.now('timer')
  await w.pass(2 * minutes)
  expect(w.log).toEqual(['0:00 timer', '1:30 timer'])
})

test('a wait of a month is cut to an hour, for no timer holds it', async () => {
  w = world([failed(30 * 24 * 60 * minutes)])
  w.loop.now('timer')
  await w.pass(61 * minutes)
  expect(w.log).toEqual(['0:00 timer', '60:00 timer'])
})

test('a request that may be tried earlier wakes the loop earlier', async () => {
  w = world([{ failed: null, wakeInMs: 40_000 }])
  w.loop.now('timer')
  await w.pass(1 * minutes)
  expect(w.log).toEqual(['0:00 timer', '0:40 timer'])
})

test('after stop nothing runs, and stop waits for the round under way', async () => {
  let end: (round: Round) => void = () => undefined
  w = world([new Promise((resolve) => (end = resolve))])
  w.loop.now('timer')
  let stopped = false
  const stopping = w.loop.stop().then(() => {
    stopped = true
  })
  await w.pass(1000)
  expect(stopped).toBe(false)
  end(well)
  await stopping
  w.loop.now('manual')
  await w.pass(20 * minutes)
  expect(w.log).toEqual(['0:00 timer'])
  expect(w.waiting).toEqual([])
})
