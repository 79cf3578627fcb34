import { type BaseWish, basePage } from './base-page.ts'
import { createPageThreads, type Job, urgency } from './page-threads.ts'
import { noAnnotations, renderRow, type Shape, type Versioned } from './render.ts'
import { entitySets, type SetName } from './schema.ts'
import { makeSegment, type Segment } from './segment.ts'
import type { World } from './world.ts'

/** Compressed fronts of pages: made once, kept while memory lasts, the least lately used dropped first. */
export interface Pages {
  /** A page whose rows are as they were at the start. In a big municipality worker threads make it. */
  readonly base: (world: World, wish: BaseWish) => Segment | Promise<Segment>
  readonly kept: (key: string, make: () => string) => Segment
  /** Begins to make the pages that a first pull will ask for. Nothing to do in a small municipality. */
  readonly prepare: (world: World, apiBase: string) => void
  /** Pages still to be made. */
  readonly open: () => number
  /** The same pages, made on the spot. */
  readonly onTheSpot: () => Pages
  readonly close: () => void
}

const limit = 300_000_000
/** Below this many cases a page is made faster than a thread is started. */
export const usualThreadsFrom = 20_000
/** Above this they would not fit in `limit` anyway; pages are then made a few ahead of the one asked for. */
const prepareUpTo = 200_000
/** Pages made ahead of the one asked for. */
const ahead = 6
export const usualPageSize = 5000

export const renderRows = (rows: readonly Versioned[], shape: Shape, extra = ''): string =>
  rows.map((row) => renderRow(row, shape, extra)).join(',')

export const headOf = (context: string): string => `{"@odata.context":${JSON.stringify(context)},"value":[`

const keyOf = (world: World, { set, columns, annotations, seesAll, head, from, to }: BaseWish) =>
  JSON.stringify([world.id, set, columns, annotations, seesAll, head, from, to])

export function createPages(threadsFrom = usualThreadsFrom): Pages {
  const segments = new Map<string, Segment>()
  const jobs = new Map<string, { readonly sooner: (how: number) => void; readonly segment: Promise<Segment> }>()
  const threads = createPageThreads()
  let bytes = 0

  const look = (key: string): Segment | undefined => {
    const found = segments.get(key)
    if (found) {
      segments.delete(key)
      segments.set(key, found)
    }
    return found
  }
  const keep = (key: string, segment: Segment): Segment => {
    segments.set(key, segment)
    bytes += segment.deflated.length
    for (const [oldest, { deflated }] of segments) {
      if (bytes <= limit) break
      segments.delete(oldest)
      bytes -= deflated.length
    }
    return segment
  }
  const kept = (key: string, make: () => string) => look(key) ?? keep(key, makeSegment(make()))

  const order = (world: World, wish: BaseWish, how: number): Promise<Segment> => {
    const key = keyOf(world, wish)
    const found = jobs.get(key)
    if (found) {
      found.sooner(how)
      return found.segment
    }
    const source = { plan: world.municipality.plan, starts: world.starts }
    let sooner = (_how: number) => {}
    const segment = new Promise<Segment>((resolve) => {
      const done = (made: Segment) => {
        jobs.delete(key)
        resolve(keep(key, made))
      }
      const job: Job = { source, wish, urgency: how, done }
      sooner = (other) => {
        job.urgency = Math.min(job.urgency, other)
      }
      threads.add(job)
    })
    jobs.set(key, { sooner, segment })
    return segment
  }
  const inTurn = (world: World, wish: BaseWish, count: number, how: number) => {
    const size = wish.to - wish.from
    const end = world.table(wish.set).base.count()
    for (let from = wish.to, at = 0; from < end && at < count; from += size, at++) {
      const following = { ...wish, from, to: Math.min(from + size, end) }
      if (!segments.has(keyOf(world, following))) void order(world, following, how)
    }
  }
  const onTheSpot = (world: World, wish: BaseWish) => kept(keyOf(world, wish), () => basePage(world.bases, wish))

  const pages: Pages = {
    kept,
    base: (world, wish) => {
      if (world.municipality.plan.cases < threadsFrom) return onTheSpot(world, wish)
      const found = look(keyOf(world, wish))
      const asked = found ?? order(world, wish, urgency.waiting)
      inTurn(world, wish, ahead, urgency.next)
      return asked
    },
    prepare: (world, apiBase) => {
      const { cases } = world.municipality.plan
      if (cases < threadsFrom || cases > prepareUpTo) return
      for (const set of ['imdi_tilskuddssaks', 'imdi_utbetalings'] as const) {
        inTurn(world, usualWish(set, apiBase), Number.POSITIVE_INFINITY, urgency.idle)
      }
    },
    open: threads.open,
    onTheSpot: () => ({ ...pages, base: onTheSpot }),
    close: threads.close,
  }
  return pages
}

/** What a client that copies the tables asks for: everything but statecode, with the texts of choices. */
function usualWish(set: SetName, apiBase: string): BaseWish {
  const columns = entitySets[set].columns.map(({ name }) => name).filter((name) => name !== 'statecode')
  const head = headOf(`${apiBase}$metadata#${set}(${columns.join(',')})`)
  const annotations = { ...noAnnotations, formatted: true }
  return { set, columns, annotations, seesAll: true, head, from: -usualPageSize, to: 0 }
}
