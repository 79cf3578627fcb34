import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { caseColumns } from '../../../db/domain.ts'
import type { WriteDb } from '../../../db/handles.ts'
import { keepIndex, keepIndexWhenWorn, loadIndex } from '../../../db/queries/case-index/kept-index.ts'
import { keepTotals, keptTotals } from '../../../db/queries/kept-totals.ts'
import { createReader, type Reader } from '../../../db/queries/reader.ts'
import { allTerms } from '../../../db/queries/terms.ts'
import {
  insertCases,
  insertPayouts,
  insertTerms,
  type MadeFiles,
  type MadeRows,
  madeFiles,
  makeRows,
} from './made-rows.ts'
import { everything, short, wholeList } from './whole-list.ts'

let rows: MadeRows
let files: MadeFiles
beforeEach(() => {
  rows = makeRows(5, 300, 40)
  files = madeFiles(rows)
  keepIndex(files.replica)
  keepTotals(files.replica)
})
afterEach(() => files.remove())

const newReader = () =>
  createReader({ replica: files.replica, work: files.work, now: () => new Date('2021-11-01T10:00:00Z') })

const searches = [
  '2',
  '2020',
  '1940',
  'ali',
  'å',
  'AR-2',
  '"aas, åse"',
  '.09.',
  'særskilt',
  'stoppa',
  '31-12-2020',
  'x-',
]

/** All that the index answers. */
function answers(reader: Reader) {
  const sorts = caseColumns.map((column) => wholeList(reader, { ...everything, sort: { column, descending: false } }))
  const found = searches.map((search) => wholeList(reader, { ...everything, search }))
  const dashboards = [2020, 2021].map((year) => reader['dashboard.get']({ year }).terms)
  const { version, total } = reader['cases.open'](everything)
  const page = reader['cases.page']({ version, from: 0, to: total })
  return { lists: [...sorts, ...found].map(short), dashboards, page }
}

/** What a reader answers that has nothing but the rows. */
function rebuilt() {
  files.replica.exec('savepoint kept; delete from kept_index')
  const result = answers(newReader())
  files.replica.exec('rollback to kept; release kept')
  return result
}

/** Each changes what the list or the sums show; none tells a reader. */
const changes: readonly (readonly [string, (db: WriteDb) => void])[] = [
  [
    'the same rows come twice, as pages of changes bring them',
    (db) => {
      for (const amount of [100, 200]) {
        for (const table of ['grant_case', 'payout'] as const) {
          const column = table === 'payout' ? 'amount' : 'total_amount'
          db.exec(`insert into ${table} select * from ${table} where seq < 20
            on conflict (id) do update set ${column} = ${amount}`)
        }
      }
    },
  ],
  [
    'cases are new',
    (db) => {
      const more = makeRows(77, 20, 10)
      insertCases(db, more.cases)
      insertPayouts(
        db,
        more.payouts.map((payout, at) => ({ ...payout, term_id: rows.terms[at % 8]?.id ?? '' })),
      )
    },
  ],
  [
    'cases have other names, numbers and amounts',
    (db) =>
      insertCases(
        db,
        rows.cases.slice(10, 40).map((made, at) => ({
          ...made,
          family_name: at % 3 === 0 ? 'Xerxes-Ångström' : made.family_name,
          case_number: at % 5 === 0 ? `2015-2021202${at}` : made.case_number,
          duf_number: at % 7 === 0 ? 'mangler' : made.duf_number,
          total_amount: made.total_amount + at,
        })),
      ),
  ],
  [
    'a case number is longer than any before',
    (db) => db.exec(`update grant_case set case_number = case_number || 'x-1234567' where seq = 4`),
  ],
  [
    'a case is of another type',
    (db) =>
      db.exec(
        "update grant_case set type = 100000001, type_text = 'Særskilt tilskudd enslige mindreårige' where seq < 9",
      ),
  ],
  ['cases are gone', (db) => db.exec('delete from grant_case where seq % 11 = 0')],
  [
    'a case has another id',
    (db) => db.exec(`update grant_case set id = 'ffffffff-0000-4000-a000-000000000000' where seq = 3`),
  ],
  ['payouts are paid', (db) => db.exec(`update payout set status = 2, payment_date = '2021-12-24' where status = 1`)],
  ['payouts are gone', (db) => db.exec('delete from payout where seq % 5 = 0')],
  [
    'a payout belongs to another case',
    (db) => db.exec('update payout set case_id = (select id from grant_case where seq = 1) where seq < 30'),
  ],
  [
    'payouts come under another term',
    (db) => db.exec('update payout set term_id = (select id from term where seq = 8) where seq < 30'),
  ],
  ['a term has another name', (db) => db.exec(`update term set name = '31-03-2020 (endret)' where seq = 1`)],
  ['a term is paid', (db) => db.exec('update term set status = 2 where status = 1')],
  ['a term is gone', (db) => db.exec('delete from term where seq = 2')],
  [
    'a term is new',
    (db) =>
      insertTerms(db, [
        { id: 'new', name: '31-12-2021', year: 2021, number: 5, term_date: null, payment_date: null, status: 1 },
      ]),
  ],
]

describe('A kept index answers as the rows do (S1, S5)', () => {
  test('when nothing has changed', () => {
    expect(loadIndex(files.replica)).not.toBeNull()
    expect(answers(newReader())).toEqual(rebuilt())
  })

  test.each(changes)('at the next start, after %s', (_, change) => {
    const before = JSON.stringify(answers(newReader()))
    change(files.replica)
    const now = answers(newReader())
    expect(now).toEqual(rebuilt())
    expect(JSON.stringify(now)).not.toBe(before)
  })

  test('at the next start, after everything at once, and when it was kept anew after each', () => {
    for (const [, change] of changes) change(files.replica)
    expect(answers(newReader())).toEqual(rebuilt())
    keepIndex(files.replica)
    expect(loadIndex(files.replica)).not.toBeNull()
    expect(answers(newReader())).toEqual(rebuilt())
  })

  test.each(changes)('in a reader that is told, after %s', (_, change) => {
    const terms = () => JSON.stringify(files.replica.prepare('select * from term').all())
    const termsBefore = terms()
    const reader = newReader()
    const before = JSON.stringify(answers(reader))
    change(files.replica)
    const cases = files.replica.prepare<{ id: string }>('select id from touched_case').all()
    reader.rowsChanged({ cases: cases.map((row) => row.id), terms: terms() !== termsBefore })
    const now = answers(reader)
    expect(now).toEqual(rebuilt())
    expect(JSON.stringify(now)).not.toBe(before)
  })

  test.each(changes)('also its sums alone, kept anew after %s', (_, change) => {
    change(files.replica)
    keepTotals(files.replica)
    expect(answers(newReader())).toEqual(rebuilt())
  })

  test('and only the sums of a term that changed are added up anew', () => {
    const known = () => [...keptTotals(files.replica, allTerms(files.replica)).keys()].length
    expect(known()).toBe(4)
    files.replica.exec(`update payout set amount = 1 where term_id = (select id from term where seq = 8)`)
    expect(known()).toBe(3)
    keepTotals(files.replica)
    expect(known()).toBe(4)
    keepIndex(files.replica)
    expect(known()).toBe(4)
  })

  test('when a change was rolled back', () => {
    const before = answers(newReader())
    expect(() =>
      files.replica.transaction(() => {
        files.replica.exec('delete from grant_case where seq < 50')
        throw new Error('The power went')
      }),
    ).toThrow('The power went')
    expect(answers(newReader())).toEqual(before)
  })
})

test('Of a case that left nothing is kept, its name neither', () => {
  files.replica.exec(`update grant_case set family_name = 'Forlatt' where seq = 1`)
  keepIndex(files.replica)
  const holding = () =>
    files.replica.prepare(`select 1 from kept_index where cast(body as text) like '%Forlatt%'`).all().length
  expect(holding()).toBeGreaterThan(0)
  files.replica.exec('delete from grant_case where seq = 1')
  expect(holding()).toBe(0)
})

describe('A kept index is not believed', () => {
  test('when it was kept in another format or with another Unicode library', () => {
    files.replica.exec(`update kept_index set body = '0 ' || body where part = 'stamp'`)
    expect(loadIndex(files.replica)).toBeNull()
    keepIndexWhenWorn(files.replica)
    expect(loadIndex(files.replica)).not.toBeNull()
  })

  test('when a term has changed since', () => {
    files.replica.exec('update term set name = name where seq = 1')
    expect(loadIndex(files.replica)).toBeNull()
  })
})

test('It is kept anew when many cases have changed, and left when few have', () => {
  const kept = () => files.replica.prepare('select 1 from touched_case limit 1').get() === undefined
  files.replica.exec('update grant_case set total_amount = 1 where seq = 1')
  keepIndexWhenWorn(files.replica)
  expect(kept()).toBe(false)
  files.replica.exec('update grant_case set total_amount = 1 where seq < 280')
  keepIndexWhenWorn(files.replica)
  expect(kept()).toBe(true)
})

test('Nothing is kept of a municipality without cases, and its list is empty', () => {
  files.replica.exec('delete from grant_case')
  keepIndex(files.replica)
  expect(loadIndex(files.replica)).toBeNull()
  expect(wholeList(newReader(), everything).ids).toEqual([])
})

test('A text that holds the mark between texts is not kept wrongly: nothing is kept', () => {
  files.replica.exec(`update grant_case set family_name = 'Delt' || char(31) || 'navn' where seq = 1`)
  keepIndex(files.replica)
  expect(loadIndex(files.replica)).toBeNull()
  expect(wholeList(newReader(), { ...everything, search: 'delt' }).total).toBe(1)
})

test('Kept texts with letters of every kind and width come back as they were', () => {
  files.replica.exec(`update grant_case set family_name = 'Ngọc 😀 أحمد', case_number = '2020-Å😀' where seq = 1`)
  keepIndex(files.replica)
  expect(answers(newReader())).toEqual(rebuilt())
  expect(wholeList(newReader(), { ...everything, search: '"å😀"' }).total).toBe(1)
})

test('What is kept is the same as ever; when this fails, raise the format in kept-index.ts, then the sum here', () => {
  const parts = files.replica.prepare<{ part: string; body: string | Uint8Array }>(
    `select part, body from kept_index where part <> 'stamp' order by part`,
  )
  const hash = createHash('sha256')
  for (const { part, body } of parts.all()) hash.update(part).update('\0').update(body)
  expect(hash.digest('hex').slice(0, 16)).toBe('9c4bd1b079c36a0d')
})
