import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WriteDb } from '../../../db/handles.ts'
import { type HistoryLine, historyLines } from '../../../db/history/lines.ts'
import { beginSync, finishSync, forgetCases, recordLines } from '../../../db/history/record.ts'
import { migrate } from '../../../db/migrate.ts'
import { workSteps } from '../../../db/migrations/work/index.ts'
import { openForWriting } from '../../../db/open.ts'
import { keys, temporaryFolder } from '../support.ts'

let db: WriteDb
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
  const path = `${folder.path}/work.db`
  db = openForWriting({ path, key: keys.work, synchronous: 'FULL', cacheMegabytes: 2, nativeBinding: null })
  migrate(db, workSteps)
})
afterEach(() => {
  db.close()
  folder.remove()
})

const at = '2021-12-08T10:00:00.000Z'
const payout = { id: 'p1', case_id: 'c1', etag: '1', amount: 1000, status: 1, kind: 1, code: 'AR-1' }
const summary = (id: number) => db.prepare<Record<string, unknown>>('select * from sync_log where id = ?').get(id)
const stored = () => db.prepare<HistoryLine>('select * from history').all()

describe('history lines', () => {
  test('tell each field that changed, and a payout that is paid now', () => {
    const lines = historyLines('payout', payout, { ...payout, etag: '2', status: 2, amount: 1200 })
    expect(lines.map((line) => [line.column, line.before, line.after])).toEqual([
      ['amount', '1000', '1200'],
      ['status', '1', '2'],
      ['paid', null, '1200'],
    ])
    expect(lines.every((line) => line.case_id === 'c1' && line.etag === '2')).toBe(true)
  })

  test('of a new row, a deleted one and one without a change that matters', () => {
    expect(historyLines('payout', null, payout).map((line) => line.column)).toEqual([''])
    expect(historyLines('payout', payout, null).map((line) => line.column)).toEqual(['deleted'])
    expect(historyLines('payout', payout, { ...payout, etag: '9', modified_on: 'later' })).toEqual([])
    expect(historyLines('note', null, { id: 'n', etag: '1' })).toEqual([])
    expect(historyLines('payout', null, null)).toEqual([])
  })

  test('stored twice are stored once: a page may be repeated after a crash (S1)', () => {
    const id = beginSync(db, at)
    const lines = historyLines('payout', payout, { ...payout, etag: '2', amount: 1200 })
    recordLines(db, id, at, lines)
    recordLines(db, id, at, lines)
    expect(stored()).toHaveLength(1)
  })

  test('of an interrupted sync count in the next one, which takes up its entry', () => {
    const id = beginSync(db, at)
    recordLines(db, id, at, historyLines('grant_case', null, { id: 'c1', etag: '1' }))
    expect(beginSync(db, at)).toBe(id)
    recordLines(db, id, at, historyLines('grant_case', null, { id: 'c2', etag: '1' }))
    finishSync(db, id, at, false)
    expect(summary(id)).toMatchObject({ new_cases: 2, finished_at: at })
    expect(beginSync(db, at)).not.toBe(id)
  })

  test('leave with the cases of a lost role', () => {
    const id = beginSync(db, at)
    recordLines(db, id, at, historyLines('payout', null, payout))
    recordLines(db, id, at, historyLines('grant_case', null, { id: 'c2', etag: '1' }))
    forgetCases(db, ['c1'])
    expect(stored().map((line) => line.case_id)).toEqual(['c2'])
  })
})

test('a sync that changed nothing leaves no entry; a first one always does', () => {
  const empty = beginSync(db, at)
  finishSync(db, empty, at, false)
  expect(summary(empty)).toBeUndefined()
  const first = beginSync(db, at)
  finishSync(db, first, at, true)
  expect(summary(first)).toMatchObject({ first: 1, finished_at: at })
})
