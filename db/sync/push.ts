/**
 * Sends what waits in the outbox, one request at a time. Every request ends this round in
 * one place: sent, waiting with a reason, waiting for a decision, or refused (S3); its GUID never changes, so a
 * second try cannot make a second request (S4).
 */

import type { DecisionDifference, QueueReason, SyncProblem } from '../domain.ts'
import type { Log } from '../log.ts'
import { type Basis, compareBasis, type OutboxItem } from '../outbox/outbox.ts'
import type { Drafts } from '../roles/drafts.ts'
import type { Thread } from '../thread.ts'
import { backoffMs } from './backoff.ts'
import { writeChangeSet } from './batch.ts'
import { entities, pushNames } from './entities.ts'
import { askForRequest, readFresh } from './fresh-basis.ts'
import type { Failure } from './outcome.ts'
import type { Transport } from './transport.ts'
import { type Verdict, verdictOf } from './verdict.ts'

export interface PushContext {
  readonly transport: Transport
  readonly drafts: Thread<Drafts>
  readonly now: () => Date
  readonly random: () => number
  readonly newId: () => string
  readonly log: Log
  /** A request has set out or ended: a queue of several is seen to move. */
  readonly moved?: () => void
}

export interface PushResult {
  /** Requests whose state changed. */
  readonly settled: number
  /** Why the round stopped early; null when everything was tried. */
  readonly stopped: SyncProblem | null
  /** How long IMDi asked to be left alone. */
  readonly askedMs: number | null
}

/** Why one request did not end this time. */
interface Trouble {
  readonly reason: QueueReason
  readonly problem: SyncProblem
  readonly askedMs: number | null
  /** The next request would meet the same, so the round stops here. */
  readonly halts: boolean
  /** The request itself had gone out, so it may be at IMDi. */
  readonly posted: boolean
}

export async function push(context: PushContext): Promise<PushResult> {
  const tried: string[] = []
  await context.drafts.call('requeue', null)
  for (;;) {
    const item = await context.drafts.call('take', { skip: tried })
    if (!item) return { settled: tried.length, stopped: null, askedMs: null }
    tried.push(item.id)
    context.moved?.()
    const trouble = await tryOne(context, item)
    context.moved?.()
    if (trouble?.halts) return { settled: tried.length, stopped: trouble.problem, askedMs: trouble.askedMs }
  }
}

/** An error that nobody foresaw is one request's trouble; the others still go. */
async function tryOne(context: PushContext, item: OutboxItem): Promise<Trouble | null> {
  let posted = false
  try {
    const before = await readBefore(context, item)
    if (before === 'ended') return null
    posted = before === 'go'
    const trouble = before === 'go' ? await settle(context, item, await send(context, item)) : before
    if (trouble) await putBack(context, item, trouble)
    return trouble
  } catch (error) {
    const bug: Trouble = { ...ofOne, problem: 'internal', posted }
    try {
      await putBack(context, item, bug)
    } catch {
      // The outbox itself fails (it has ended, the disk is full): then no request can go.
      throw error
    }
    context.log('error', 'sending failed', { error: error instanceof Error ? error.name : 'unknown' })
    return bug
  }
}

/** What IMDi's rows say before it goes: it may go, or has ended without (found there, waits for a decision). */
async function readBefore(context: PushContext, item: OutboxItem): Promise<Trouble | 'ended' | 'go'> {
  const { drafts, transport } = context
  // An earlier try may have arrived though its answer was lost: then there is nothing to compare or to send.
  if (item.sentAt !== null) {
    const there = await askForRequest(transport, item.id)
    if (there.kind === 'ok') {
      await drafts.call('sent', { id: item.id })
      return 'ended'
    }
    if (there.kind !== 'not-found') return whenReading(there)
    await drafts.call('absent', { id: item.id })
  }
  const fresh = await readFresh(transport, item.basis)
  if (fresh.kind === 'gone') {
    await drafts.call('decide', { id: item.id, reason: 'case-gone', differences: [] })
    return 'ended'
  }
  if (fresh.kind !== 'ok') return whenReading(fresh)
  if (!item.sendAnyway && (await needsDecision(context, item, fresh.basis, fresh.openAtImdi))) return 'ended'
  return 'go'
}

/** Whether the request was parked because something that matters is different at IMDi now. */
async function needsDecision(
  { drafts }: PushContext,
  item: OutboxItem,
  fresh: Basis,
  openAtImdi: Basis['openAtImdi'],
): Promise<boolean> {
  const texts = { ...item.fields, title: item.subject, what: item.fields.what, why: item.fields.why }
  const differences = compareBasis(item.basis, fresh, texts)
  if (differences.length > 0) {
    await drafts.call('decide', { id: item.id, reason: 'case-changed', differences })
    return true
  }
  const ours = await drafts.call('ours', { ids: openAtImdi.map((request) => request.id) })
  const others = openAtImdi.filter((request) => !ours.includes(request.id))
  if (others.length === 0) return false
  await drafts.call('decide', {
    id: item.id,
    reason: 'open-request',
    differences: others.map((other) => ({ field: 'Åpen forespørsel', before: '', now: other.title })),
  })
  return true
}

async function send(context: PushContext, item: OutboxItem): Promise<Verdict> {
  const target = item.regarding.kind === 'case' ? entities.grant_case.set : entities.term.set
  const request = `${entities.request.set}(${item.id})`
  const batch = writeChangeSet(context.newId(), [
    {
      href: request,
      body: {
        subject: item.subject,
        [`${pushNames.regarding[item.regarding.kind]}@odata.bind`]: `/${target}(${item.regarding.id})`,
      },
    },
    {
      href: `${entities.note.set}(${item.noteId})`,
      body: { subject: item.noteSubject, notetext: item.noteText, [`${pushNames.noteOn}@odata.bind`]: `/${request}` },
    },
  ])
  const answer = await context.transport.raw('$batch', {
    method: 'POST',
    headers: { 'content-type': batch.contentType, accept: 'multipart/mixed' },
    body: batch.body,
  })
  if (answer.kind === 'ok') return verdictOf(answer.value, 2, context.now())
  return answer.kind === 'sign-in' ? answer : { kind: 'unreachable', why: 'why' in answer ? answer.why : answer.kind }
}

async function settle(context: PushContext, item: OutboxItem, verdict: Verdict): Promise<Trouble | null> {
  const { drafts, transport } = context
  switch (verdict.kind) {
    case 'created':
      await drafts.call('sent', { id: item.id })
      return null
    case 'exists': {
      // Our GUID at IMDi means it was sent, whatever IMDi has made of it since.
      const there = await askForRequest(transport, item.id)
      if (there.kind !== 'ok') await drafts.call('unconfirmed', { id: item.id })
      else await drafts.call('sent', { id: item.id, differences: otherwise(item, there.value) })
      return null
    }
    case 'refused':
      await drafts.call('refused', { id: item.id, sentence: verdict.sentence })
      return null
    case 'no-role':
      await drafts.call('refused', { id: item.id, sentence: verdict.sentence || noRoleSentence })
      return null
    case 'regarding-gone':
      await drafts.call('decide', { id: item.id, reason: 'case-gone', differences: [] })
      return null
    case 'sign-in':
      return { ...ofAll['sign-in'], posted: true }
    case 'rate-limit':
      return { ...ofAll['rate-limit'], askedMs: verdict.retryAfterMs, posted: true }
    case 'server': {
      // A server that fails fails the next one too; another status is an answer about this one.
      const halts = verdict.status === 408 || verdict.status >= 500
      return { ...ofOne, askedMs: verdict.retryAfterMs, halts, posted: true }
    }
    case 'unreachable':
      return { ...ofAll.network, posted: true }
  }
}

const noRoleSentence = 'IMDi godtok ikke forespørselen fordi du mangler rollen som kreves.'

/** Met by one request alone, which waits a while. */
const ofOne: Trouble = { reason: 'server', problem: 'server', askedMs: null, halts: false, posted: false }

/** Met by every request. */
const ofAll = {
  'sign-in': { reason: 'sign-in', problem: 'sign-in', askedMs: null, halts: true, posted: false },
  'rate-limit': { reason: 'rate-limit', problem: 'rate-limit', askedMs: null, halts: true, posted: false },
  network: { reason: 'network', problem: 'unreachable', askedMs: null, halts: true, posted: false },
} as const satisfies Record<string, Trouble>

/** Before the request went out. What IMDi will not show of one case must not hold back the requests on others. */
function whenReading(failure: Failure): Trouble {
  switch (failure.kind) {
    case 'sign-in':
      return ofAll['sign-in']
    case 'rate-limit':
      return { ...ofAll['rate-limit'], askedMs: failure.retryAfterMs }
    case 'unreachable':
    case 'stopped':
      return ofAll.network
    case 'server':
      return { ...ofOne, askedMs: failure.retryAfterMs }
    case 'no-role':
    case 'refused':
    case 'expired':
    case 'not-found':
    case 'unexpected':
      return ofOne
  }
}

/** Back into the queue. Without a network or a session no clock decides: the next sync does. */
async function putBack({ drafts, now, random }: PushContext, item: OutboxItem, trouble: Trouble): Promise<void> {
  const { reason, posted, askedMs } = trouble
  const timed = reason === 'server' || reason === 'rate-limit'
  const wait = backoffMs(item.attempts, random(), askedMs)
  const nextTryAt = timed ? new Date(now().getTime() + wait).toISOString() : null
  await drafts.call('putBack', { id: item.id, reason, nextTryAt, posted })
  if (reason === 'rate-limit' && nextTryAt !== null) await drafts.call('hold', { until: nextTryAt })
}

/** What IMDi holds under our GUID, where it is not what we wrote. */
function otherwise(item: OutboxItem, there: { readonly subject: string | null }): DecisionDifference[] {
  return there.subject === null || there.subject === item.subject
    ? []
    : [{ field: 'Tittel', before: item.subject, now: there.subject }]
}

/** Requests that IMDi has but would not show, or had no more: asked about at every sync until they are seen. */
export async function confirmSent(context: PushContext): Promise<number> {
  let confirmed = 0
  const unconfirmed = await context.drafts.call('inState', { state: 'sent-unconfirmed', before: null })
  // A server that was emptied for a while has the request again: it was sent, and IMDi's answer counts.
  for (const id of [...unconfirmed, ...(await context.drafts.call('vanished', null))]) {
    const there = await askForRequest(context.transport, id)
    if (there.kind !== 'ok') {
      if (whenReading(there).halts) break
      continue
    }
    await context.drafts.call('sent', { id })
    confirmed++
  }
  return confirmed
}
