/** The drafts thread: the only one that writes work.db. Nothing here ever takes long (S9). */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallArgs, EngineCalls } from '../calls.ts'
import type { DecisionDifference, DecisionReason, QueueReason, Regarding } from '../domain.ts'
import { workQuery } from '../handles.ts'
import type { HistoryLine } from '../history/lines.ts'
import { beginSync, finishSync, forgetCases, noteProblem, recordLines } from '../history/record.ts'
import { migrate } from '../migrate.ts'
import { workSteps } from '../migrations/work/index.ts'
import { openForWriting } from '../open.ts'
import * as outbox from '../outbox/outbox.ts'
import type { SentRequest } from '../replica/compare.ts'

export interface DraftsOptions {
  readonly folder: string
  readonly key: string
  readonly nativeBinding: string | null
}

export function workPath(folder: string): string {
  return join(folder, 'work.db')
}

export function createDrafts(options: DraftsOptions, now: () => Date = () => new Date()) {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const db = openForWriting({
    path: workPath(options.folder),
    key: options.key,
    nativeBinding: options.nativeBinding,
    cacheMegabytes: 8,
    synchronous: 'FULL',
  })
  migrate(db, workSteps)
  outbox.requeueInterrupted(db, now())
  const at = (): string => now().toISOString()

  return {
    create: (draft: outbox.NewDraft): string => outbox.createDraft(db, draft, now()),
    save: ({ testData, ...save }: CallArgs<EngineCalls['drafts.save']> & { readonly testData: boolean }) =>
      outbox.saveDraft(db, save, now(), { testData }),
    remove: ({ id }: { id: string }): void => outbox.removeDraft(db, id, now()),
    restore: ({ id }: { id: string }): void => outbox.restoreDraft(db, id),
    submit: ({ id }: { id: string }): void => outbox.submitDraft(db, id, now()),
    edit: ({ id, fresh }: { id: string; fresh: outbox.Basis | null }): void => outbox.editDraft(db, id, fresh),
    sendAnyway: ({ id }: { id: string }): void => outbox.sendAnyway(db, id),
    withdraw: ({ id }: { id: string }): void => outbox.withdrawDraft(db, id),
    regarding: ({ id }: { id: string }): Regarding | null => outbox.getDraft(db, id)?.regarding ?? null,

    /** At the start of a round nothing is on its way: what still says so was left by an error. */
    requeue: (_: null): number => outbox.requeueInterrupted(db, now()),
    take: ({ skip }: { skip: readonly string[] }): outbox.OutboxItem | null => outbox.takeNext(db, now(), skip),
    hold: ({ until }: { until: string }): void => outbox.holdQueued(db, new Date(until)),
    nextWakeUp: (_: null): string | null => outbox.nextWakeUp(db),
    wake: (_: null): number => outbox.wakeQueued(db),
    sent: ({ id, differences }: { id: string; differences?: readonly DecisionDifference[] }): void =>
      outbox.settleSent(db, id, now(), differences),
    vanished: (_: null): readonly string[] => outbox.vanishedRequests(db),
    unconfirmed: ({ id }: { id: string }): void => outbox.settleUnconfirmed(db, id, now()),
    refused: ({ id, sentence }: { id: string; sentence: string }): void => outbox.settleRefused(db, id, sentence),
    decide: (d: { id: string; reason: DecisionReason; differences: readonly DecisionDifference[] }): void =>
      outbox.needsDecision(db, d.id, d.reason, d.differences),
    putBack: (p: { id: string; reason: QueueReason; nextTryAt: string | null; posted: boolean }): void =>
      outbox.putBack(db, p.id, { ...p, nextTryAt: p.nextTryAt === null ? null : new Date(p.nextTryAt) }, now()),
    absent: ({ id }: { id: string }): void => outbox.confirmAbsent(db, id),
    /** Ids of our requests in one state; `before`: only those sent before this moment. */
    inState: ({ state, before }: { state: outbox.StoredDraft['state']; before: string | null }): readonly string[] => {
      const query = workQuery.selectFrom('draft').select('id').where('state', '=', state)
      return db.all(before === null ? query : query.where('sent_at', '<', before)).map((row) => row.id)
    },
    /** Our requests that IMDi has; `before`: only those sent before this moment. */
    atImdi: ({ before }: { before: string | null }): readonly SentRequest[] => {
      const query = workQuery
        .selectFrom('draft')
        .select(['id', 'regarding_kind', 'regarding_id'])
        .where('state', 'in', ['sent', 'sent-unconfirmed'])
      return db
        .all(before === null ? query : query.where('sent_at', '<', before))
        .map((row) => ({ id: row.id, regarding: { kind: row.regarding_kind, id: row.regarding_id } }))
    },
    /** Of these requests at IMDi, those made on this PC. */
    ours: ({ ids }: { ids: readonly string[] }): readonly string[] => {
      const find = db.prepare('select 1 from draft where id = ?')
      return ids.filter((id) => find.get(id) !== undefined)
    },
    /** Queued requests about these cases. */
    about: ({ ids }: { ids: readonly string[] }): readonly string[] => {
      const find = db.prepare<{ id: string }>(`select id from draft where regarding_id = ? and state = 'queued'`)
      return ids.flatMap((id) => find.all(id).map((row) => row.id))
    },

    beginSync: (_: null): number => beginSync(db, at()),
    record: ({ syncId, lines }: { syncId: number; lines: readonly HistoryLine[] }): void =>
      recordLines(db, syncId, at(), lines),
    finishSync: ({ syncId, first }: { syncId: number; first: boolean }): void => finishSync(db, syncId, at(), first),
    noteProblem: ({ syncId, problem }: { syncId: number; problem: string }): void => noteProblem(db, syncId, problem),
    forgetCases({ ids }: { ids: readonly string[] }): void {
      forgetCases(db, ids)
      outbox.forgetBasis(db, ids)
    },

    getMeta: ({ key }: { key: string }): string | null =>
      db.get(workQuery.selectFrom('meta').select('value').where('key', '=', key))?.value ?? null,
    setMeta: ({ key, value }: { key: string; value: string }): void => {
      db.write('insert or replace into meta (key, value) values (?, ?)').run(key, value)
    },
    close: (_: null): void => db.close(),
  }
}

export type Drafts = ReturnType<typeof createDrafts>
