/** Thread that makes and compresses pages, so that the thread that answers stays free. */
import { parentPort } from 'node:worker_threads'
import { generateMunicipality } from '../generators/municipality.ts'
import { type Bases, basesOf } from './base.ts'
import { type BaseSource, type BaseWish, basePage } from './base-page.ts'
import { makeSegment } from './segment.ts'

const known = new Map<string, Bases>()

function basesFor({ plan, starts }: BaseSource): Bases {
  const key = `${plan.seed} ${plan.cases} ${plan.year}`
  const found = known.get(key) ?? basesOf(generateMunicipality(plan), starts)
  known.set(key, found)
  return found
}

parentPort?.on('message', ({ source, wish }: { source: BaseSource; wish: BaseWish }) => {
  parentPort?.postMessage(makeSegment(basePage(basesFor(source), wish)))
})
