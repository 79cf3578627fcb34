/**
 * Fetches IMDi's rows page by page and hands the bytes to the writer. Knows the order of things, not the rows:
 * history lines are stored before the page they speak of is committed, the next page is fetched while the writer
 * works, and no transaction is open during a request.
 */
import type { HistoryLine } from '../history/lines.ts'
import type { Touched } from '../replica/apply.ts'
import type { Drafts } from '../roles/drafts.ts'
import type { ReplicaFile, Writer } from '../roles/writer.ts'
import type { Thread } from '../thread.ts'
import { type Entity, pullOrder } from './entities.ts'
import type { Failure, Outcome } from './outcome.ts'
import type { Link } from './page.ts'
import { preferFor } from './prefer.ts'
import type { Transport } from './transport.ts'

export interface PullContext {
  readonly transport: Transport
  readonly writer: Thread<Writer>
  readonly drafts: Thread<Drafts>
  /** Aborted: stop after the page at hand. */
  readonly stop: AbortSignal
}

/** What a full pull tells while it runs. */
export interface FillWatcher {
  page(entity: Entity, rows: number): void
  done(entity: Entity): void
  /** Between pages: a moment for what should not wait for the whole pull. */
  between(): Promise<void>
}

/** What the pull of an entity begins with. */
export const firstPage = (entity: Entity): string => `${entity.set}?$select=${entity.select}`

const unreadable: Failure = { kind: 'unreachable', why: 'not a page' }
const outside: Failure = { kind: 'unexpected', why: 'a link outside the municipality' }

/** Fetches every page that the file being filled still lacks; each page and its cursor are one transaction. */
export async function fill(context: PullContext, file: ReplicaFile, watch: FillWatcher): Promise<Failure | null> {
  for (const entity of pullOrder) {
    const cursor = file.cursors.find((known) => known.entity === entity.table)
    if (cursor) watch.page(entity, cursor.rows)
    if (cursor?.kind !== 'delta') {
      const failure = await fillEntity(context, entity, cursor?.link ?? null, watch)
      if (failure) return failure
    }
    watch.done(entity)
  }
  return null
}

async function fillEntity(
  context: PullContext,
  entity: Entity,
  from: string | null,
  watch: FillWatcher,
): Promise<Failure | null> {
  let at = from
  let coming = fetchFirst(context, entity, at)
  for (;;) {
    const page = await coming
    if (page.kind !== 'ok') return page
    if (context.stop.aborted) return { kind: 'stopped' }
    const link = await readInto(context, entity, page.value, at)
    if ('failure' in link) return link.failure
    // While the writer inserts this page the next one comes over the line.
    if (link.kind === 'next') coming = fetchPage(context, entity, link.href)
    const rows = await context.writer.call('append', null)
    if (rows !== null) watch.page(entity, rows)
    if (link.kind === 'delta') return null
    at = link.href
    await watch.between()
  }
}

function fetchPage(context: PullContext, entity: Entity, from: string | null): Promise<Outcome<Uint8Array>> {
  const { transport, stop } = context
  return transport.json(from ?? firstPage(entity), { headers: preferFor(entity), signal: stop })
}

/**
 * The first page of a run, from the link that an earlier one left. A link that leads nowhere any longer is as good as
 * expired: IMDi has moved, or was set up anew, and only pulling from the start helps.
 */
async function fetchFirst(context: PullContext, entity: Entity, stored: string | null): Promise<Outcome<Uint8Array>> {
  if (stored !== null && !context.transport.within(stored)) return { kind: 'expired' }
  const page = await fetchPage(context, entity, stored)
  if (stored === null || page.kind === 'ok') return page
  const refused = page.kind === 'refused' && (page.status === 400 || page.status === 410)
  return refused || page.kind === 'not-found' ? { kind: 'expired' } : page
}

async function readInto(
  context: PullContext,
  entity: Entity,
  bytes: Uint8Array,
  from: string | null,
): Promise<Link | { readonly failure: Failure }> {
  const args = { entity: entity.table, bytes, from }
  const owned = bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []
  const { link } = await context.writer.call('read', args, owned)
  if (link === null) return { failure: unreadable }
  return context.transport.within(link.href) ? link : { failure: outside }
}

/** What a round of changes tells while it runs. */
export interface ChangesWatcher {
  /** A page has been read and is about to be applied. Told again when it could not be. */
  before(entity: Entity): Promise<void>
  /** Rows have changed: after the commit. */
  touched(touched: Touched): Promise<void>
}

/**
 * One round of changes for every entity, applied page by page in their order. The first pages are all asked for at
 * once: usually they are the only ones, and five answers take no longer than the slowest.
 */
export async function pullChanges(
  context: PullContext,
  syncId: number,
  watch: ChangesWatcher,
): Promise<Failure | null> {
  const cursors = await context.writer.call('cursors', null)
  const rounds = pullOrder.map((entity) => {
    const from = cursors.find((cursor) => cursor.entity === entity.table)?.link ?? null
    return { entity, from, coming: fetchFirst(context, entity, from) }
  })
  for (const round of rounds) {
    const failure = await changesOf(context, syncId, round, watch)
    if (failure) return failure
  }
  return null
}

async function changesOf(
  context: PullContext,
  syncId: number,
  { entity, from, coming }: { entity: Entity; from: string | null; coming: Promise<Outcome<Uint8Array>> },
  watch: ChangesWatcher,
): Promise<Failure | null> {
  for (let at = from, next = coming; ; ) {
    const page = await next
    if (page.kind !== 'ok') return page
    const link = await readInto(context, entity, page.value, at)
    if ('failure' in link) return link.failure
    if (link.kind === 'next') next = fetchPage(context, entity, link.href)
    await recordAll(context, syncId, await context.writer.call('changes', null))
    await watch.before(entity)
    const applied = await context.writer.call('apply', null)
    if (applied && applied.ids.length > 0) await watch.touched(applied)
    if (link.kind === 'delta') return null
    at = link.href
  }
}

/** In portions, so that a save never waits for thousands of lines. */
async function recordAll(context: PullContext, syncId: number, lines: readonly HistoryLine[]): Promise<void> {
  const portion = 500
  for (let i = 0; i < lines.length; i += portion) {
    await context.drafts.call('record', { syncId, lines: lines.slice(i, i + portion) })
  }
}

/** What a swap is about to change, into the history, before the swap. */
export async function recordSwap(context: PullContext, syncId: number): Promise<void> {
  for (let restart = true; ; restart = false) {
    const lines = await context.writer.call('swapLines', { restart })
    if (lines.length === 0) return
    await recordAll(context, syncId, lines)
  }
}
