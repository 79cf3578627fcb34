/** What sync does with the outbox. Doc comment of outbox.ts holds the rules. */
import type { DecisionDifference, DecisionReason, QueueReason } from '../domain.ts'
import { type ReadDb, type WriteDb, workQuery } from '../handles.ts'
import { noBasis } from './basis.ts'
import { longestWaitMs } from './longest-wait.ts'
import { existing, move, refuse, type StoredDraft, settled } from './stored-draft.ts'

/** One request to send. */
export interface OutboxItem extends StoredDraft {
  readonly subject: string
  readonly noteSubject: string
  readonly noteText: string
}

/**
 * Takes what IMDi said of these cases out of every request about them: the role that showed them is gone. What the
 * caseworker wrote stays.
 */
export function forgetBasis(db: WriteDb, caseIds: readonly string[]): void {
  db.transaction(() => {
    const forget = db.write(`update draft set basis = ? where regarding_kind = 'case' and regarding_id = ?`)
    for (const id of caseIds) forget.run(JSON.stringify(noBasis({ kind: 'case', id })), id)
  })
}

/**
 * What was on its way when the app died, or when a round ended in an error, is sent again under the same GUID.
 * Answers how many.
 */
export function requeueInterrupted(db: WriteDb, now: Date): number {
  return db.run(
    workQuery
      .updateTable('draft')
      .set((eb) => ({
        state: 'queued',
        queue_reason: 'next-sync',
        next_try_at: null,
        sent_at: eb.fn.coalesce('sent_at', eb.val(now.toISOString())),
      }))
      .where('state', '=', 'sending'),
  )
}

/**
 * The queued request that has waited longest and may be tried now; `skip` holds those already tried this round. A time
 * further away than any wait was set by a clock that was ahead: it is over.
 */
export function nextToSend(db: WriteDb, now: Date, skip: readonly string[] = []): OutboxItem | null {
  const row = db.get(
    workQuery
      .selectFrom('draft')
      .select('id')
      .where('state', '=', 'queued')
      .where('deleted_at', 'is', null)
      .where((eb) =>
        eb.or([
          eb('next_try_at', 'is', null),
          eb('next_try_at', '<=', now.toISOString()),
          eb('next_try_at', '>', new Date(now.getTime() + longestWaitMs).toISOString()),
        ]),
      )
      .$if(skip.length > 0, (query) => query.where('id', 'not in', [...skip]))
      .orderBy('submitted_at')
      .orderBy('id')
      .limit(1),
  )
  return row ? outboxItem(existing(db, row.id)) : null
}

/** `nextToSend`, marked as on its way in the same transaction: nobody edits or withdraws it in between. */
export function takeNext(db: WriteDb, now: Date, skip: readonly string[] = []): OutboxItem | null {
  return db.transaction(() => {
    const next = nextToSend(db, now, skip)
    if (next === null) return null
    markSending(db, next.id)
    return outboxItem(existing(db, next.id))
  })
}

/** When the next waiting request may be tried; null when none waits for a time. */
export function nextWakeUp(db: WriteDb): string | null {
  const query = workQuery.selectFrom('draft').select((eb) => eb.fn.min('next_try_at').as('at'))
  return db.get(query.where('state', '=', 'queued'))?.at ?? null
}

/** "Send nå": what waits for the network or the server is tried at once. A rate limit is waited out. */
export function wakeQueued(db: WriteDb): number {
  return db.run(
    workQuery
      .updateTable('draft')
      .set({ next_try_at: null })
      .where('state', '=', 'queued')
      .where('next_try_at', 'is not', null)
      .where('queue_reason', '!=', 'rate-limit'),
  )
}

/** IMDi wants to be left alone: what would have been tried before `until` waits for it too. */
export function holdQueued(db: WriteDb, until: Date): void {
  const at = until.toISOString()
  db.run(
    workQuery
      .updateTable('draft')
      .set({ queue_reason: 'rate-limit', next_try_at: at })
      .where('state', '=', 'queued')
      .where((eb) => eb.or([eb('next_try_at', 'is', null), eb('next_try_at', '<', at)])),
  )
}

/** queued → sending, committed before the first byte leaves. */
export function markSending(db: WriteDb, id: string): void {
  db.transaction(() => {
    const draft = existing(db, id)
    move(db, draft, 'sending', { attempts: draft.attempts + 1, queue_reason: null, next_try_at: null })
  })
}

/**
 * IMDi has it: created now, or found there under our GUID. `differences`: what IMDi holds otherwise than we wrote;
 * shown, never a reason to send again.
 */
export function settleSent(db: WriteDb, id: string, now: Date, differences: readonly DecisionDifference[] = []): void {
  db.transaction(() => {
    const draft = existing(db, id)
    if (draft.state === 'needs-decision' && draft.decision !== 'vanished') throw refuse(draft, 'settled')
    const values = { ...settled, sent_at: now.toISOString(), differences: JSON.stringify(differences) }
    move(db, draft, 'sent', values)
  })
}

/** Requests that wait because IMDi had them no more. */
export function vanishedRequests(db: ReadDb): string[] {
  const waiting = workQuery.selectFrom('draft').select('id').where('state', '=', 'needs-decision')
  return db.all(waiting.where('decision', '=', 'vanished')).map((row) => row.id)
}

/** IMDi has our GUID, but does not let us read it: asked again at each sync. */
export function settleUnconfirmed(db: WriteDb, id: string, now: Date): void {
  db.transaction(() => move(db, existing(db, id), 'sent-unconfirmed', { ...settled, sent_at: now.toISOString() }))
}

/** IMDi said no to the create itself; that also proves that our GUID is not there. */
export function settleRefused(db: WriteDb, id: string, sentence: string): void {
  db.transaction(() => move(db, existing(db, id), 'refused', { ...settled, answer: sentence, sent_at: null }))
}

/** Waits for the caseworker. `vanished`: IMDi had it and has it no more. */
export function needsDecision(
  db: WriteDb,
  id: string,
  reason: DecisionReason,
  differences: readonly DecisionDifference[],
): void {
  db.transaction(() => {
    move(db, existing(db, id), 'needs-decision', {
      decision: reason,
      differences: JSON.stringify(differences),
      queue_reason: null,
      next_try_at: null,
      send_anyway: 0,
      ...(reason === 'vanished' ? { sent_at: null } : {}),
    })
  })
}

/** Reasons that come with an answer: IMDi has looked at this try and not taken it. */
const certainlyNotTaken: readonly QueueReason[] = ['sign-in', 'rate-limit', 'paused', 'next-sync']

/**
 * sending → queued again. Once it was `posted`, the request may have arrived all the same after `network` and
 * `server`.
 */
export function putBack(
  db: WriteDb,
  id: string,
  { reason, nextTryAt, posted }: { reason: QueueReason; nextTryAt: Date | null; posted: boolean },
  now: Date,
): void {
  db.transaction(() => {
    const draft = existing(db, id)
    const notTaken = !posted || certainlyNotTaken.includes(reason)
    const sentAt = notTaken ? draft.sentAt : (draft.sentAt ?? now.toISOString())
    const waiting = { queue_reason: reason, next_try_at: nextTryAt?.toISOString() ?? null, sent_at: sentAt }
    move(db, draft, 'queued', waiting, 'sending')
  })
}

/** IMDi has been asked and does not have our GUID: if it ends here again, it may be edited or withdrawn. */
export function confirmAbsent(db: WriteDb, id: string): void {
  const absent = workQuery.updateTable('draft').set({ sent_at: null }).where('id', '=', id)
  db.run(absent.where('state', 'in', ['queued', 'sending']))
}

function outboxItem(draft: StoredDraft): OutboxItem {
  const { subject, noteSubject, noteText } = draft
  if (subject === null || noteSubject === null || noteText === null) {
    throw new Error('A queued request without its letter: submitting fixes it')
  }
  return { ...draft, subject, noteSubject, noteText }
}
