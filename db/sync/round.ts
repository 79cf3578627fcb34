/**
 * One sync, from "who am I" to the last page. The order: send what waits, then hear what changed; so the round that
 * sends a request also brings back what IMDi made of it. Answers what stopped it, or null.
 */
import type { Who } from '../client-types.ts'
import type { SyncPhase, SyncProblem, Topic } from '../domain.ts'
import { EngineError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Touched } from '../replica/apply.ts'
import { type Comparison, isBigChange } from '../replica/compare.ts'
import { type CaseTypes, nothingStays } from '../replica/roles.ts'
import type { ReplicaFile } from '../roles/writer.ts'
import type { Failure } from './outcome.ts'
import { createProgress, expectedRows, type ProgressMeter } from './progress.ts'
import { fill, type PullContext, pullChanges, recordSwap } from './pull.ts'
import { confirmSent, type PushContext, push } from './push.ts'
import { rightsOf, roleChange, whoAmI } from './who-am-i.ts'

/** What the round tells the rest of the device. */
export interface RoundEvents {
  phase(phase: SyncPhase): void
  progress(meter: ProgressMeter | null): void
  who(who: Who): Promise<void>
  /** IMDi refuses this user altogether. */
  noRole(): void
  /** Whether the window's questions are answered from another file than this one. */
  isBehind(file: ReplicaFile): boolean
  /** Rows of the file in use have changed. */
  touched(touched: Touched): Promise<void>
  /** Everything may be different: another file is in use, or a role's rows have left. */
  replaced(file: ReplicaFile): Promise<void>
  changed(topics: readonly Topic[]): void
  /** True once when something was submitted since the last call. */
  takeSubmitted(): boolean
}

export interface RoundContext extends PullContext, PushContext {
  readonly log: Log
  readonly events: RoundEvents
  readonly nowMs: () => number
}

export interface Stopped {
  readonly problem: SyncProblem | null
  readonly askedMs: number | null
}

export async function syncRound(context: RoundContext, asked: 'timer' | 'manual'): Promise<Stopped | null> {
  const { events, writer, drafts } = context
  events.phase('pull')
  const who = await whoAmI(context.transport, context.stop)
  if (who.kind === 'no-role') {
    events.noRole()
    await loseEverything(context)
    return stoppedBy(who)
  }
  if (who.kind !== 'ok') return stoppedBy(who)
  const { main, extra } = rightsOf(who.value.roles)
  await events.who(main || extra ? who.value : { ...who.value, roles: [] })
  if (asked === 'manual') await drafts.call('wake', null)

  const before = await writer.call('state', null)
  const roles = [...who.value.roles].sort()
  await takeUpFile(context, before.current)
  const change = before.current ? roleChange(before.current.roles ?? [], roles) : roleChange(roles, roles)
  if (change.noRole) {
    await loseEverything(context)
    return { problem: 'no-role', askedMs: null }
  }
  if (change.lost) await loseRoles(context, change.lost, change.held)

  const sending = await sendWaiting(context)
  if (sending) return sending

  const syncId = await drafts.call('beginSync', null)
  const mustFill = before.current === null || change.gained
  const failure = mustFill ? 'expired' : await changes(context, syncId)
  if (failure === null) {
    await writer.call('discardFilling', null)
    await drafts.call('finishSync', { syncId, first: false })
    return null
  }
  if (failure !== 'expired') return noted(context, syncId, stoppedBy(failure))
  return (await noted(context, syncId, await fullPull(context, syncId, roles, asked))) ?? (await catchUp(context))
}

/** What changed while a full pull ran: a sync of its own, whose problem is no problem of the pull's. */
async function catchUp(context: RoundContext): Promise<Stopped | null> {
  const syncId = await context.drafts.call('beginSync', null)
  const failure = await changes(context, syncId)
  if (failure === 'expired') return null
  if (failure !== null) return noted(context, syncId, stoppedBy(failure))
  await context.drafts.call('finishSync', { syncId, first: false })
  return null
}

async function noted({ drafts, log }: RoundContext, syncId: number, stopped: Stopped | null): Promise<Stopped | null> {
  if (stopped?.problem) {
    log('warn', 'sync stopped', { problem: stopped.problem })
    await drafts.call('noteProblem', { syncId, problem: stopped.problem })
  }
  return stopped
}

async function sendWaiting(context: RoundContext): Promise<Stopped | null> {
  const { events } = context
  events.phase('push')
  events.takeSubmitted()
  const result = await push(context)
  const confirmed = await confirmSent(context)
  if (result.settled + confirmed > 0) events.changed(['requests', 'cases', 'dashboard'])
  events.phase('pull')
  // A request that IMDi failed on waits by itself; what changed is heard all the same.
  const ends = result.stopped === 'sign-in' || result.stopped === 'unreachable' || result.stopped === 'rate-limit'
  return ends ? { problem: result.stopped, askedMs: result.askedMs } : null
}

/** A round of changes; 'expired' when only a full pull can help. */
async function changes(context: RoundContext, syncId: number): Promise<Failure | 'expired' | null> {
  const { events } = context
  const failure = await pullChanges(context, syncId, {
    // Before the cursor moves on: a page is heard of once, and what it deletes may never have been among the rows.
    before: async (entity) => {
      if (entity.table === 'request') await noticeVanished(context)
    },
    touched: (touched) => events.touched(touched),
  })
  return failure?.kind === 'expired' ? 'expired' : failure
}

async function fullPull(
  context: RoundContext,
  syncId: number,
  roles: readonly string[],
  asked: 'timer' | 'manual',
): Promise<Stopped | null> {
  const { events, writer, drafts, stop } = context
  const before = await writer.call('state', null)
  const first = before.current === null
  // A built file that was held back is only pulled anew when the caseworker asks for a sync.
  const heldBack = before.filling?.state === 'built' && before.current !== null
  const at = context.now().toISOString()
  let file = await writer.call('beginFilling', { roles, fresh: heldBack && asked === 'manual', at })
  const meter = createProgress(context.nowMs)
  events.phase('first-pull')
  events.progress(meter)
  try {
    if (file.state === 'filling') {
      meter.expect(await expectedRows(context.transport, stop))
      let failure = await fillUp(context, file, meter)
      if (failure?.kind === 'expired') {
        file = await writer.call('beginFilling', { roles, fresh: true, at })
        failure = await fillUp(context, file, meter)
      }
      if (failure) return failure.kind === 'stopped' ? { problem: null, askedMs: null } : stoppedBy(failure)
    }
    meter.indexing()
    events.progress(meter)
    await writer.call('build', null)
    if (!first && (await heldBackBy(context, file.begunAt))) return { problem: 'big-change', askedMs: null }
    await recordSwap(context, syncId)
    const accepted = await writer.call('accept', null)
    await events.replaced(accepted)
    await writer.call('removeOld', null)
    await drafts.call('finishSync', { syncId, first })
  } finally {
    events.progress(null)
    events.phase('pull')
  }
  return null
}

function fillUp(context: RoundContext, file: ReplicaFile, meter: ProgressMeter): Promise<Failure | null> {
  const { events } = context
  return fill(context, file, {
    page(entity, rows) {
      meter.rows(entity.pull, rows)
      events.progress(meter)
    },
    done(entity) {
      meter.done(entity.pull)
      events.progress(meter)
    },
    // A request submitted during a long first pull does not wait for its end.
    async between() {
      if (!events.takeSubmitted()) return
      const result = await push(context)
      if (result.settled > 0) events.changed(['requests', 'cases', 'dashboard'])
    },
  })
}

/** An emptied or restored server must not empty this PC unasked (S6). */
async function heldBackBy(context: RoundContext, begunAt: string): Promise<boolean> {
  const { writer, drafts, log } = context
  const ours = await drafts.call('atImdi', { before: begunAt })
  const comparison: Comparison | null = await writer.call('compare', { ours })
  if (comparison === null || !isBigChange(comparison)) return false
  const { before, goneOrOlder, paidBefore, paidNow, vanished } = comparison
  log('warn', 'swap held back', { before, goneOrOlder, paidBefore, paidNow, vanished: vanished.length })
  await decideVanished(context, vanished)
  return true
}

/** A sent request that IMDi deleted waits for a decision; nothing is sent again unasked. */
async function noticeVanished(context: RoundContext): Promise<void> {
  const ours = await context.drafts.call('atImdi', { before: null })
  if (ours.length === 0) return
  await decideVanished(context, await context.writer.call('deletedOf', { ids: ours.map(({ id }) => id) }))
}

async function decideVanished({ drafts, events }: RoundContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) await drafts.call('decide', { id, reason: 'vanished', differences: [] })
  if (ids.length > 0) events.changed(['requests'])
}

/** The reader may have been unable to change over when a file was swapped in: then it does so now. */
async function takeUpFile({ events, writer }: RoundContext, current: ReplicaFile | null): Promise<void> {
  if (current === null || !events.isBehind(current)) return
  await events.replaced(current)
  await writer.call('removeOld', null)
}

/**
 * What was noted of the cases goes first and the rows last, with the roles: should the app end in between, the next
 * round does it all again.
 */
async function loseRoles(context: RoundContext, keep: CaseTypes, held: readonly string[]): Promise<void> {
  const { writer, drafts, events, log } = context
  const ids = await writer.call('outside', { keep })
  await drafts.call('forgetCases', { ids })
  await drafts.call('requeue', null)
  const waiting = nothingStays(keep)
    ? await drafts.call('inState', { state: 'queued', before: null })
    : await drafts.call('about', { ids })
  for (const id of waiting) await drafts.call('decide', { id, reason: 'role-lost', differences: [] })
  await writer.call('loseRoles', { keep, roles: held })
  log('info', 'role lost', { cases: ids.length })
  const { current } = await writer.call('state', null)
  if (current) await events.replaced(current)
  if (waiting.length > 0) events.changed(['requests'])
}

/** IMDi opens nothing to this user any longer. Once only: the roles kept with the rows tell that they have left. */
async function loseEverything(context: RoundContext): Promise<void> {
  const { current, filling } = await context.writer.call('state', null)
  const { lost } = roleChange(current?.roles ?? [], [])
  if (lost || filling) await loseRoles(context, { only: [] }, [])
}

/** A failure of the transport as the window knows it. */
export function stoppedBy(failure: Failure): Stopped {
  switch (failure.kind) {
    case 'unreachable':
      return { problem: 'unreachable', askedMs: null }
    case 'sign-in':
    case 'no-role':
      return { problem: failure.kind, askedMs: null }
    case 'rate-limit':
    case 'server':
      return { problem: failure.kind, askedMs: failure.retryAfterMs }
    case 'expired':
    case 'not-found':
    case 'refused':
    case 'unexpected':
      return { problem: 'unexpected-answer', askedMs: null }
    case 'stopped':
      return { problem: null, askedMs: null }
  }
}

/** An error of the machine rather than of the network. */
export function stoppedByError(error: unknown): Stopped {
  const full = error instanceof EngineError && error.kind === 'disk-full'
  return { problem: full ? 'disk-full' : 'internal', askedMs: null }
}
