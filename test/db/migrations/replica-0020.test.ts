import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WriteDb } from '../../../db/handles.ts'
import { migrate, versionOf } from '../../../db/migrate.ts'
import { fillingStep, replicaSteps } from '../../../db/migrations/replica/index.ts'
import { openForWriting } from '../../../db/open.ts'
import { keys, temporaryFolder } from '../support.ts'

let db: WriteDb
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
  const path = `${folder.path}/replica-1.db`
  db = openForWriting({ path, key: keys.replica, synchronous: 'NORMAL', cacheMegabytes: 2, nativeBinding: null })
  migrate(db, replicaSteps, fillingStep)
})
afterEach(() => {
  db.close()
  folder.remove()
})

function addPayout(id: string, caseId: string): void {
  db.write(`insert into payout (id, etag, modified_on, case_id, term_id, amount, kind, kind_text, code, reference,
    status, status_text) values (?, '1', '2021-01-01T00:00:00Z', ?, 't1', 100, 1, '', 'AR-1', '', 2, '')`).run(
    id,
    caseId,
  )
}
const plan = (sql: string): string =>
  db
    .prepare<{ detail: string }>(`explain query plan ${sql}`)
    .all()
    .map((row) => row.detail)
    .join('; ')

test('the step keeps every row and makes the keys and indexes that questions go by', () => {
  for (let i = 0; i < 50; i++) addPayout(`p${i}`, `c${i % 7}`)
  const rows = () => db.prepare('select * from payout order by seq').all()
  const before = rows()
  migrate(db, replicaSteps, 20)
  expect(versionOf(db)).toBe(20)
  expect(rows()).toEqual(before)
  expect(plan(`select * from payout where id = 'p1'`)).toContain('payout_by_id')
  expect(plan(`select * from payout where case_id = 'c1'`)).toContain('payout_by_case')
  expect(plan(`select * from payout where term_id = 't1'`)).toContain('payout_by_term')
  expect(plan(`select * from grant_case where id = 'c1'`)).toContain('grant_case_by_id')
  expect(plan(`select * from request where regarding_id = 'c1'`)).toContain('request_by_regarding')
  expect(plan(`select * from note where request_id = 'r1'`)).toContain('note_by_request')
})

test('a row that came twice stops the step whole: nothing half built is left', () => {
  addPayout('p1', 'c1')
  addPayout('p1', 'c1')
  expect(() => migrate(db, replicaSteps, 20)).toThrow(/UNIQUE/)
  expect(versionOf(db)).toBe(fillingStep)
  expect(plan(`select * from grant_case where id = 'c1'`)).not.toContain('grant_case_by_id')
})
