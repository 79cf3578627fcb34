import { type Caller, contextOf, json, type Reply, shapeFor, visible } from './caller.ts'
import { badRequest, expiredToken } from './error.ts'
import type { QueryOptions } from './options.ts'
import { headOf, renderRows, usualPageSize } from './pages.ts'
import type { Preferences } from './prefer.ts'
import { renderRow } from './render.ts'
import type { EntitySet } from './schema.ts'
import { makeSegment, type Segment } from './segment.ts'
import type { Change } from './table.ts'
import type { Fields } from './tokens.ts'

/**
 * A pull by change tracking. Where it stands is in the link itself: `place` is where to go on, `until` the version
 * the pull began at, which its delta link will start from. `back` and `resume` serve the misbehaviour that reorders
 * pages, `odd` keeps a misbehaviour from repeating itself.
 */
interface Position {
  readonly place: number
  readonly since: number
  readonly until: number
  readonly epoch: number
  readonly back: number
  readonly resume: number
  readonly odd: number
}

interface Page {
  /** Made when called: looking where the next page begins costs nothing. */
  readonly front: () => Segment | Promise<Segment>
  /** null after the last page. */
  readonly next: number | null
}

const none = -1
const end = -2

/** A place is a phase and a number within it: a row of the base, or else the version to go on after. */
const phase = { base: 0, created: 1, changed: 2, deleted: 3 } as const
const phaseSize = 2 ** 40
const placeOf = (kind: number, at: number) => kind * phaseSize + at
const phaseOf = (place: number) => Math.floor(place / phaseSize)
const numberOf = (place: number) => place % phaseSize

function start(caller: Caller, set: EntitySet, options: QueryOptions, cookie: Fields | null): Position {
  const { world, signer, misbehaviour } = caller
  if (cookie) {
    const field = (name: string) => cookie[name] ?? none
    const [place, since, until, epoch] = [field('place'), field('since'), field('until'), field('epoch')]
    if (!world.knows(epoch, until)) throw expiredToken()
    return { place, since, until, epoch, back: field('back'), resume: field('resume'), odd: field('odd') }
  }
  const fresh = { back: none, resume: none, odd: 0, until: world.version(), epoch: world.epoch() }
  if (options.deltaToken === null) return { ...fresh, place: placeOf(phase.base, 0), since: none }
  if (misbehaviour.has('expired-delta')) throw expiredToken(misbehaviour.get('expired-delta') ?? 400)
  const token = signer.readDelta(set.name, options.deltaToken)
  if (!world.knows(token.epoch, token.version)) throw expiredToken()
  return { ...fresh, place: placeOf(phase.changed, token.version), since: token.version }
}

/** A page of the rows as they are now. What is made or changed meanwhile comes with the delta. */
function fullPage(
  caller: Caller,
  set: EntitySet,
  options: QueryOptions,
  prefer: Preferences,
  position: Position,
): Page {
  const { world, pages, misbehaviour } = caller
  const table = world.table(set.name)
  const size = prefer.maxPageSize ?? usualPageSize
  const count = table.base.count()
  const at = numberOf(position.place)
  const shape = shapeFor(caller, set, options.columns, prefer)
  const columns = options.columns.map(({ name }) => name)
  const head = headOf(contextOf(caller, set, options.select === null ? null : columns.join(',')))
  const created = () =>
    table.created().filter(({ row, version }) => version <= position.until && visible(caller, set.name, row))
  if (phaseOf(position.place) === phase.created || count === 0) {
    const rest = created().filter(({ version }) => version > at)
    const rows = rest.slice(0, size)
    const last = rows.at(-1)
    return {
      front: () => front(caller, head + renderRows(rows, shape, extraOf(caller))),
      next: last && rest.length > size ? placeOf(phase.created, last.version) : null,
    }
  }
  const to = Math.min(at + size, count)
  const next = to < count ? placeOf(phase.base, to) : created().length > 0 ? placeOf(phase.created, 0) : null
  const make = () => {
    const rows = table.window(at, to).filter(({ row }) => visible(caller, set.name, row))
    return head + renderRows(rows, shape, extraOf(caller))
  }
  if (misbehaviour.has('bad-row') || misbehaviour.has('unknown-column')) {
    return { front: () => front(caller, make()), next }
  }
  const wish = { set: set.name, columns, annotations: prefer.annotations, seesAll: caller.seesAll, head, from: at, to }
  if (table.untouched(at, to)) return { front: () => pages.base(world, wish), next }
  const key = JSON.stringify([world.id, world.epoch(), world.version(), wish])
  return { front: () => pages.kept(key, make), next }
}

const extraOf = (caller: Caller) =>
  caller.misbehaviour.has('unknown-column')
    ? ',"imdi_nyttfelt":"verdi","imdi_nyttvalg":100000099,"imdi_nyliste":[1,2]'
    : ''

function front(caller: Caller, text: string): Segment {
  return makeSegment(caller.misbehaviour.has('bad-row') ? spoil(text) : text)
}

/** Gives the middle row of the page values of the wrong kind. */
function spoil(text: string): string {
  const starts = [...text.matchAll(/\{"@odata\.etag"/g)].map((found) => found.index)
  const at = starts[Math.floor(starts.length / 2)]
  if (at === undefined) return text
  const end = text.indexOf('}', at)
  const row = text
    .slice(at, end)
    .replace(/"(imdi_belop|imdi_totaltbelop|imdi_aar|statuscode)":[^,]*/g, '"$1":"ikke et tall"')
    .replace(/"(imdi_kvalifiseringsdato|imdi_termindato|imdi_utbetalingsdato)":[^,]*/g, '"$1":"2021-13-45"')
    .replace(/"(imdi_saksnummer|imdi_navn|subject)":[^,]*/g, '"$1":{"uventet":true}')
  return text.slice(0, at) + row + text.slice(end)
}

/** Changes since the token: new and changed rows first, deleted ones last, each in the order of their versions. */
function deltaPage(
  caller: Caller,
  set: EntitySet,
  options: QueryOptions,
  prefer: Preferences,
  position: Position,
): Page {
  const size = prefer.maxPageSize ?? usualPageSize
  const seen = (change: Change) => change.version <= position.until && visible(caller, set.name, change.last)
  const changes = caller.world.table(set.name).changesAfter(position.since).filter(seen)
  const deleting = phaseOf(position.place) === phase.deleted
  const at = numberOf(position.place)
  const rest = [
    ...changes.filter(({ row, version }) => row && !deleting && version > at),
    ...changes.filter(({ row, version }) => !row && (!deleting || version > at)),
  ]
  const page = rest.slice(0, size)
  const shape = shapeFor(caller, set, options.columns, prefer)
  const deletedContext = JSON.stringify(contextOf(caller, set, null, '/$deletedEntity'))
  const rows = page.map(({ id, row, version }) =>
    row
      ? renderRow({ row, version }, shape, extraOf(caller))
      : `{"@odata.context":${deletedContext},"id":"${id}","reason":"deleted"}`,
  )
  const last = page.at(-1)
  const context = contextOf(caller, set, options.select, '/$delta')
  return {
    front: () => front(caller, headOf(context) + rows.join(',')),
    next: last && rest.length > size ? placeOf(last.row ? phase.changed : phase.deleted, last.version) : null,
  }
}

/** Where the next link leads, misbehaviour included; null when this was the last page. */
function onward(
  misbehaviour: Caller['misbehaviour'],
  position: Position,
  next: number | null,
  after: (place: number) => number | null,
): Position | null {
  const plain = { ...position, back: none, resume: none, odd: 0 }
  if (position.back !== none) return { ...plain, place: position.back, resume: position.resume, odd: 1 }
  if (position.resume !== none) return position.resume === end ? null : { ...plain, place: position.resume }
  if (position.odd === 0 && misbehaviour.has('page-twice')) return { ...position, odd: 1 }
  const second = next !== null && misbehaviour.has('page-out-of-order') ? after(next) : null
  if (next !== null && second !== null) {
    return { ...plain, place: second, back: next, resume: after(second) ?? end, odd: 1 }
  }
  return next === null ? null : { ...plain, place: next }
}

export function trackedPage(
  caller: Caller,
  set: EntitySet,
  options: QueryOptions,
  prefer: Preferences,
  cookie: Fields | null,
): Reply {
  if (options.filter !== null || options.orderBy.length > 0 || options.top !== null || options.apply !== null) {
    throw badRequest("The query parameter isn't supported when Change Tracking is enabled.")
  }
  const { world, signer } = caller
  const position = start(caller, set, options, cookie)
  const pageAt = (at: Position) => (at.since === none ? fullPage : deltaPage)(caller, set, options, prefer, at)
  const page = pageAt(position)
  const next = onward(caller.misbehaviour, position, page.next, (place) => pageAt({ ...position, place }).next)
  const select = options.select === null ? '' : `$select=${options.select}&`
  const base = caller.misbehaviour.has('foreign-link') ? 'http://127.0.0.2:9/api/data/v9.2/' : caller.apiBase
  const link = next
    ? `"@odata.nextLink":${JSON.stringify(`${base}${set.name}?${select}$skiptoken=${encodeURIComponent(signer.skip({ tracked: 1, ...next }))}`)}`
    : `"@odata.deltaLink":${JSON.stringify(
        `${base}${set.name}?${select}$deltatoken=${encodeURIComponent(signer.delta(set.name, position.epoch, position.until, world.clock.now()))}`,
      )}`
  return {
    status: 200,
    headers: { 'content-type': json },
    body: { front: page.front(), tail: `],${link}}` },
  }
}
