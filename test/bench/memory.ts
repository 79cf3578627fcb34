/**
 * Memory of all processes, each shared page counted once (proportional set size): a minute after a first pull, and a
 * minute after the next start, with the list open. Limit: the same Electron with one empty window, in the same run.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../support/app.ts'
import { membersOf } from '../support/processes.ts'
import { goTo } from '../tour/window.ts'
import { appAtHand, emptyWindow, firstPulled, signIn } from './app-at-hand.ts'
import { type Bench, type Figure, figure } from './figure.ts'

const settled = 60_000

export const memory: Bench = async function* ({ cases }): AsyncIterable<Figure> {
  const empty = await emptyWindow()
  await sleep(settled)
  const limit = megabytes(empty.pid)
  await empty.end()
  const told = (metric: string, value: number) =>
    figure({ bench: 'memory', metric, value, unit: 'MB', goal: Math.round(2 * limit + 250), limit, peer: null })
  const hand = await appAtHand(cases)
  try {
    const first = await hand.launch()
    await signIn(first, hand.simulator)
    await firstPulled(first.page)
    yield told('memory.all.first-pull', await afterAMinute(first))
    await first.close()
    const app = await hand.launch()
    yield told('memory.all', await afterAMinute(app))
  } finally {
    await hand.end()
  }
}

async function afterAMinute(app: App): Promise<number> {
  await goTo(app.page, 'Saker')
  await sleep(settled)
  return megabytes(app.pid)
}

/** Of a process and all it started (Linux). */
function megabytes(pid: number): number {
  const kilobytes = membersOf(pid).map((process) => {
    const rollup = readFileSync(`/proc/${process.pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0)
  })
  if (kilobytes.length === 0) throw new Error('memory can only be measured on Linux')
  return kilobytes.reduce((sum, kb) => sum + kb, 0) / 1024
}
