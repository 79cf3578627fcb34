/**
 * Sends what waits in the outbox, one request at a time. Every request ends this round in
 * one place: sent, waiting with a reason, waiting for a decision, or refused (S3); its GUID never changes, so a
 * second try cannot make a second request (S4).
 */

import type { QueueReason, SyncProblem } from '../domain.ts'
import { type Basis, compareBasis, type OutboxItem } from '../outbox/outbox.ts'
import type { Drafts } from '../roles/drafts.ts'
import type { Thread } from '../thread.ts'
import { backoffMs } from './backoff.ts'
import { writeChangeSet } from './batch.ts'
import { entities, pushNames } from './entities.ts'
import { readFresh, readRequest } from './fresh-basis.ts'
import type { Failure } from './outcome.ts'
import type { Transport } from './transport.ts'
import { type Verdict, verdictOf } from './verdict.ts'

export interface PushContext {
  readonly transport: Transport
  readonly drafts: Thread<Drafts>
  readonly now: () => Date
  readonly random: () => number
  readonly newId: () => string
}

export interface PushResult {
  /** Requests whose state changed. */
  readonly settled: number
  /** Why the round stopped early; null when everything was tried. */
  readonly stopped: SyncProblem | null
}

/** What stops the whole round: the next request would meet the same. */
type Halt = { readonly reason: QueueReason; readonly problem: SyncProblem; readonly askedMs: number | null }

export async function push(context: PushContext): Promise<PushResult> {
  const tried: string[] = []
  await context.drafts.call('requeue', null)
  for (;;) {
    const item = await context.drafts.call('next', { skip: tried })
    if (!item) return { settled: tried.length, stopped: null }
    tried.push(item.id)
    await context.drafts.call('sending', { id: item.id })
    const halt = await sendOne(context, item)
    if (halt) {
      await putBack(context, item, halt)
      return { settled: tried.length, stopped: halt.problem }
    }
  }
}

async function sendOne(context: PushContext, item: OutboxItem): Promise<Halt | null> {
  const { drafts, transport } = context
  // An earlier try may have arrived though its answer was lost: then there is nothing to compare or to send.
  if (item.sentAt !== null) {
    const there = await readRequest(transport, item.id)
    if (there.kind === 'ok') {
      await drafts.call('sent', { id: item.id })
      return null
    }
    if (there.kind !== 'not-found') return haltOf(there)
  }
  const fresh = await readFresh(transport, item.basis)
  if (fresh.kind === 'gone') {
    await drafts.call('decide', { id: item.id, reason: 'case-gone', differences: [] })
    return null
  }
  if (fresh.kind !== 'ok') return haltOf(fresh)
  if (!item.sendAnyway && (await needsDecision(context, item, fresh.basis, fresh.openAtImdi))) return null
  return settle(context, item, await send(context, item))
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

async function settle(context: PushContext, item: OutboxItem, verdict: Verdict): Promise<Halt | null> {
  const { drafts, transport } = context
  switch (verdict.kind) {
    case 'created':
      await drafts.call('sent', { id: item.id })
      return null
    case 'exists': {
      // Our GUID at IMDi means it was sent, whatever IMDi has made of it since.
      const there = await readRequest(transport, item.id)
      await drafts.call(there.kind === 'ok' ? 'sent' : 'unconfirmed', { id: item.id })
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
      return { reason: 'sign-in', problem: 'sign-in', askedMs: null }
    case 'rate-limit':
      return { reason: 'rate-limit', problem: 'rate-limit', askedMs: verdict.retryAfterMs }
    case 'server':
      return { reason: 'server', problem: 'server', askedMs: verdict.retryAfterMs }
    case 'unreachable':
      return { reason: 'network', problem: 'unreachable', askedMs: null }
  }
}

const noRoleSentence = 'IMDi godtok ikke forespørselen fordi du mangler rollen som kreves.'

function haltOf(failure: Failure): Halt {
  switch (failure.kind) {
    case 'sign-in':
      return { reason: 'sign-in', problem: 'sign-in', askedMs: null }
    case 'no-role':
      return { reason: 'paused', problem: 'no-role', askedMs: null }
    case 'rate-limit':
      return { reason: 'rate-limit', problem: 'rate-limit', askedMs: failure.retryAfterMs }
    case 'server':
      return { reason: 'server', problem: 'server', askedMs: failure.retryAfterMs }
    case 'refused':
    case 'expired':
    case 'not-found':
    case 'unexpected':
      return { reason: 'server', problem: 'unexpected-answer', askedMs: null }
    case 'unreachable':
    case 'stopped':
      return { reason: 'network', problem: 'unreachable', askedMs: null }
  }
}

/** Back into the queue. Without a network or a session no clock decides: the next sync does. */
async function putBack(context: PushContext, item: OutboxItem, halt: Halt): Promise<void> {
  const timed = halt.reason === 'server' || halt.reason === 'rate-limit'
  const wait = backoffMs(item.attempts + 1, context.random(), halt.askedMs)
  const nextTryAt = timed ? new Date(context.now().getTime() + wait).toISOString() : null
  await context.drafts.call('putBack', { id: item.id, reason: halt.reason, nextTryAt })
}

/** Requests that IMDi has but would not show: asked about at every sync until they are seen. */
export async function confirmSent(context: PushContext): Promise<number> {
  let confirmed = 0
  for (const id of await context.drafts.call('inState', { state: 'sent-unconfirmed', before: null })) {
    const there = await readRequest(context.transport, id)
    if (there.kind !== 'ok') continue
    await context.drafts.call('sent', { id })
    confirmed++
  }
  return confirmed
}
