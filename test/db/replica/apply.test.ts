import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SqlValue, WriteDb } from '../../../db/handles.ts'
import { openForWriting } from '../../../db/open.ts'
import { applyPage } from '../../../db/replica/apply.ts'
import { build, startFilling } from '../../../db/replica/build.ts'
import { isBigChange } from '../../../db/replica/compare.ts'
import { readCursor } from '../../../db/replica/cursor.ts'
import { appendPage } from '../../../db/replica/fill.ts'
import { countAside } from '../../../db/replica/set-aside.ts'
import type { StoredPage } from '../../../db/replica/stored-page.ts'
import { entities, storedColumns } from '../../../db/sync/entities.ts'
import { keys, temporaryFolder } from '../support.ts'

let db: WriteDb
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
  const path = `${folder.path}/replica-1.db`
  db = openForWriting({ path, key: keys.replica, synchronous: 'NORMAL', cacheMegabytes: 2, nativeBinding: null })
  startFilling(db)
})
afterEach(() => {
  db.close()
  folder.remove()
})

const columns = storedColumns(entities.term)

function term(id: string, etag: string, over: { name?: string; day?: string } = {}): SqlValue[] {
  const { name = 'T', day = '01' } = over
  return [id, etag, `2021-01-${day}T00:00:00Z`, name, 2021, 1, null, null, 1, 'Planlagt', null]
}

function page(from: string | null, next: string, over: Partial<StoredPage> = {}): StoredPage {
  const link = { kind: next.startsWith('delta') ? ('delta' as const) : ('next' as const), link: next }
  return { table: 'term', columns, rows: [], deleted: [], aside: [], fetchedFrom: from, next: link, ...over }
}

const names = (): string[] =>
  db
    .prepare<{ id: string; name: string }>('select id, name from term order by id')
    .all()
    .map((row) => `${row.id} ${row.name}`)
const link = (): string | undefined => readCursor(db, 'term')?.link

describe('filling', () => {
  test('stores a page once, however often it comes, and only the one the cursor waits for (S1)', () => {
    expect(appendPage(db, page(null, 'next-1', { rows: [term('a', '1')] }))).toBe(1)
    expect(appendPage(db, page(null, 'next-1', { rows: [term('a', '1')] }))).toBeNull()
    expect(appendPage(db, page('next-9', 'next-10', { rows: [term('z', '1')] }))).toBeNull()
    expect(appendPage(db, page('next-1', 'delta-1', { rows: [term('b', '1')] }))).toBe(2)
    expect(names()).toEqual(['a T', 'b T'])
  })

  test('ends with the last of rows that came twice, and without those deleted after they came', () => {
    appendPage(db, page(null, 'next-1', { rows: [term('a', '1', { name: 'old' }), term('b', '1'), term('c', '1')] }))
    appendPage(db, page('next-1', 'next-2', { rows: [term('a', '2', { name: 'new' })], deleted: ['b', 'x'] }))
    appendPage(db, page('next-2', 'delta-1', { rows: [term('d', '1')] }))
    build(db)
    expect(names()).toEqual(['a new', 'c T', 'd T'])
  })
})

describe('applying', () => {
  beforeEach(() => {
    appendPage(db, page(null, 'delta-0', { rows: [term('a', '1', { name: 'first', day: '05' })] }))
    build(db)
  })

  test('changes, adds and deletes with the cursor in one commit, and tells what it touched (S1)', () => {
    const touched = applyPage(
      db,
      page('delta-0', 'delta-1', {
        rows: [term('a', '2', { name: 'second', day: '06' }), term('b', '1')],
        deleted: ['never-seen'],
      }),
    )
    expect(touched?.ids).toEqual(['a', 'b'])
    expect(names()).toEqual(['a second', 'b T'])
    expect(link()).toBe('delta-1')
    expect(applyPage(db, page('delta-1', 'delta-2', { deleted: ['a'] }))?.ids).toEqual(['a'])
    expect(names()).toEqual(['b T'])
  })

  test('leaves out a page that another has overtaken, and touches nothing when nothing is new', () => {
    applyPage(db, page('delta-0', 'delta-1'))
    expect(applyPage(db, page('delta-0', 'delta-7', { rows: [term('z', '1')] }))).toBeNull()
    expect(link()).toBe('delta-1')
    expect(
      applyPage(db, page('delta-1', 'delta-2', { rows: [term('a', '1', { name: 'first', day: '05' })] }))?.ids,
    ).toEqual([])
  })

  test('never takes a row back to an older state (S7)', () => {
    applyPage(db, page('delta-0', 'delta-1', { rows: [term('a', '0', { name: 'older', day: '04' })] }))
    expect(names()).toEqual(['a first'])
    expect(link()).toBe('delta-1')
  })

  test.each([
    ['half a second later', '2021-01-05T00:00:00.500Z', 'newer'],
    ['a second earlier', '2021-01-04T23:59:59.000Z', 'first'],
    ['the same moment in our spelling', '2021-01-05T00:00:00.000Z', 'newer'],
  ])("beside a moment in IMDi's own spelling, text does not decide: %s", (_what, modifiedOn, name) => {
    const row = term('a', '2', { name: 'newer' })
    row[2] = modifiedOn
    applyPage(db, page('delta-0', 'delta-1', { rows: [row] }))
    expect(names()).toEqual([`a ${name}`])
  })

  test('a row without an etag may always be a new one', () => {
    applyPage(db, page('delta-0', 'delta-1', { rows: [term('a', '', { name: 'second', day: '06' })] }))
    applyPage(db, page('delta-1', 'delta-2', { rows: [term('a', '', { name: 'third', day: '07' })] }))
    expect(names()).toEqual(['a third'])
  })

  test('keeps bad rows aside until they come good or go (S8)', () => {
    const aside = [
      { id: 'q', reason: 'imdi_aar: string', body: '{}' },
      { id: 'r', reason: 'imdi_aar: string', body: '{}' },
    ]
    applyPage(db, page('delta-0', 'delta-1', { aside }))
    expect(countAside(db)).toBe(2)
    applyPage(db, page('delta-1', 'delta-2', { rows: [term('q', '1')], deleted: ['r'] }))
    expect(countAside(db)).toBe(0)
  })

  test('rolls back whole when a row cannot be stored', () => {
    const broken = [...term('b', '1')]
    broken[3] = null
    expect(() => applyPage(db, page('delta-0', 'delta-1', { rows: [term('c', '1'), broken] }))).toThrow(/NOT NULL/)
    expect(names()).toEqual(['a first'])
    expect(link()).toBe('delta-0')
  })
})

test.each([
  ['nothing different', {}, false],
  ['ten rows gone of twenty', { before: 20, goneOrOlder: 10 }, false],
  ['eleven rows gone of twenty', { before: 20, goneOrOlder: 11 }, true],
  ['a fifth gone', { before: 1000, goneOrOlder: 200 }, false],
  ['more than a fifth gone', { before: 1000, goneOrOlder: 201 }, true],
  ['one paid payout fewer', { before: 1000, paidBefore: 500, paidNow: 499 }, true],
  ['a request of ours gone', { before: 1000, vanished: ['r'] }, true],
])('before a swap: %s', (_what, over, big) => {
  const same = { before: 0, goneOrOlder: 0, paidBefore: 0, paidNow: 0, vanished: [] }
  expect(isBigChange({ ...same, ...over })).toBe(big)
})
