/** The history and the sync log in work.db. */
import { type ReadDb, type WriteDb, workQuery } from '../handles.ts'
import type { HistoryLine } from './lines.ts'

/**
 * Begins a sync's entry in the log, or takes up the one that an interrupted sync left: its lines are already
 * stored under that number, and the summary must count them.
 */
export function beginSync(db: WriteDb, at: string): number {
  return db.transaction(() => {
    const open = workQuery.selectFrom('sync_log').select('id').where('finished_at', 'is', null).orderBy('id', 'desc')
    const found = db.get(open)
    if (found) return found.id
    db.write('insert into sync_log (started_at) values (?)').run(at)
    return db.get(open)?.id ?? 0
  })
}

const emptySummary = {
  first: 0,
  new_cases: 0,
  new_payouts: 0,
  new_payout_sum: 0,
  stopped_cases: 0,
  changed_amounts: 0,
  changed_amount_sum: 0,
  answers: 0,
}

/** Stores lines just before the page they speak of is committed; the key makes a repeat harmless. */
export function recordLines(db: WriteDb, syncId: number, at: string, lines: readonly HistoryLine[]): void {
  if (lines.length === 0) return
  db.transaction(() => {
    const add = db.write(`insert or ignore into history
      (entity, row_id, case_id, etag, column, before, after, sync_id, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    for (const l of lines) add.run(l.entity, l.row_id, l.case_id, l.etag, l.column, l.before, l.after, syncId, at)
  })
}

/**
 * Ends a sync's entry with a summary counted from its history lines. A first pull has none: everything is new.
 * A sync that changed nothing leaves no entry, so that the newest one tells what last changed.
 */
export function finishSync(db: WriteDb, syncId: number, at: string, first: boolean): void {
  const summary = first ? emptySummary : summarise(db, syncId)
  if (!first && !db.prepare('select 1 from history where sync_id = ?').get(syncId)) {
    db.run(workQuery.deleteFrom('sync_log').where('id', '=', syncId))
    return
  }
  const done = workQuery
    .updateTable('sync_log')
    .set({ ...summary, first: first ? 1 : 0, finished_at: at, problem: null })
  db.run(done.where('id', '=', syncId))
}

/** Notes why a sync stopped; the entry stays open and the next sync takes it up. */
export function noteProblem(db: WriteDb, syncId: number, problem: string): void {
  db.run(workQuery.updateTable('sync_log').set({ problem }).where('id', '=', syncId))
}

function summarise(db: ReadDb, syncId: number): typeof emptySummary {
  const one = (sql: string): { n: number; s: number } =>
    db.prepare<{ n: number; s: number }>(`${sql} and sync_id = ?`).get(syncId) ?? { n: 0, s: 0 }
  const count = 'select count(distinct row_id) as n, 0 as s from history where'
  const cases = one(`${count} entity = 'grant_case' and column = ''`)
  const stopped = one(`${count} entity = 'grant_case' and column = 'status' and after = '2'`)
  const payouts = one(`select count(distinct row_id) as n, coalesce(sum(cast(after as integer)), 0) as s
    from history where entity = 'payout' and column = 'paid'`)
  const amounts = one(`select count(distinct row_id) as n,
    coalesce(sum(cast(after as integer) - cast(before as integer)), 0) as s
    from history where entity = 'payout' and column = 'amount'`)
  const answers = one(`${count} entity = 'request' and column in ('status', 'answer')`)
  return {
    first: 0,
    new_cases: cases.n,
    new_payouts: payouts.n,
    new_payout_sum: payouts.s,
    stopped_cases: stopped.n,
    changed_amounts: amounts.n,
    changed_amount_sum: amounts.s,
    answers: answers.n,
  }
}

/** A lost role takes the history of its cases along. */
export function forgetCases(db: WriteDb, caseIds: readonly string[]): void {
  db.transaction(() => {
    const forget = db.write('delete from history where case_id = ?')
    for (const id of caseIds) forget.run(id)
  })
}
