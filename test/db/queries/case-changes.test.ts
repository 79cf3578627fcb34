import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBasis } from '../../../db/outbox/basis.ts'
import { createDraft, removeDraft, restoreDraft } from '../../../db/outbox/outbox.ts'
import { createReader, type Reader } from '../../../db/queries/reader.ts'
import {
  insertCases,
  insertPayouts,
  insertRequest,
  type MadeFiles,
  type MadeRows,
  madeFiles,
  makeRows,
  random,
} from './made-rows.ts'
import { oracle } from './oracle.ts'
import { everything, short, wholeList } from './whole-list.ts'

const now = () => new Date('2021-11-01T10:00:00Z')
const questions = [
  everything,
  { ...everything, sort: { column: 'familyName' as const, descending: true } },
  { ...everything, sort: { column: 'dufNumber' as const, descending: false }, search: '20' },
  { ...everything, sort: { column: 'lastPaymentDate' as const, descending: true }, search: 'ali' },
  { ...everything, sort: { column: 'totalAmount' as const, descending: false }, statuses: [1] },
  { ...everything, sort: { column: 'openRequests' as const, descending: true } },
  { ...everything, sort: { column: 'lastTerm' as const, descending: false } },
]

describe('A list follows what a sync changes', () => {
  test.each([1, 2, 3])('new, changed and deleted cases and payouts, ten rounds from seed %i', (seed) => {
    const next = random(seed)
    const int = (below: number) => Math.floor(next() * below)
    const rows: MadeRows = makeRows(seed, 300, 20)
    const files = madeFiles(rows)
    try {
      const reader = createReader({ replica: files.replica, work: files.work, now })
      wholeList(reader, everything)
      for (let round = 0; round < 10; round++) {
        const more = makeRows(1000 * seed + round, 12, 20)
        for (const payout of more.payouts) payout.term_id = rows.terms[int(rows.terms.length)]?.id ?? ''
        const changed = more.cases.map((made) => {
          const old = next() < 0.6 ? rows.cases[int(rows.cases.length)] : undefined
          // A changed case keeps its id, and mostly its number.
          return old ? { ...made, id: old.id, case_number: next() < 0.7 ? old.case_number : made.case_number } : made
        })
        const gone = rows.cases.filter(() => next() < 0.01).map((made) => made.id)
        insertCases(files.replica, changed)
        insertPayouts(files.replica, more.payouts)
        for (const id of gone) files.replica.write('delete from grant_case where id = ?').run(id)

        const kept = new Map(rows.cases.map((made) => [made.id, made]))
        for (const made of changed) kept.set(made.id, made)
        for (const id of gone) kept.delete(id)
        rows.cases = [...kept.values()]
        rows.payouts.push(...more.payouts)
        reader.rowsChanged({
          cases: [...changed.map((made) => made.id), ...gone],
          payouts: more.payouts.map((payout) => payout.case_id),
        })
        const answer = oracle(rows, new Map())
        for (const question of questions) {
          expect(short(wholeList(reader, question)), JSON.stringify(question)).toEqual(short(answer(question)))
        }
      }
    } finally {
      files.remove()
    }
  })

  test('the first case number that is not of digits puts all numbers in Norwegian order', () => {
    const rows = makeRows(5, 40)
    const files = madeFiles(rows)
    try {
      const reader = createReader({ replica: files.replica, work: files.work, now })
      wholeList(reader, everything)
      const first = rows.cases[0]
      if (first === undefined) throw new Error('No case was made')
      const odd = ['Å-1', 'Z-1', 'a-1', '1-a'].map((case_number, n) => ({ ...first, id: `odd-${n}`, case_number }))
      insertCases(files.replica, odd)
      rows.cases.push(...odd)
      reader.rowsChanged({ cases: odd.map((made) => made.id) })
      expect(short(wholeList(reader, everything))).toEqual(short(oracle(rows, new Map())(everything)))
    } finally {
      files.remove()
    }
  })
})

describe('A version of a list', () => {
  let files: MadeFiles
  let reader: Reader
  beforeAll(() => {
    files = madeFiles(makeRows(3, 50))
    reader = createReader({ replica: files.replica, work: files.work, now })
  })
  afterAll(() => files.remove())

  test('keeps its rows in its own order while newer lists are opened', () => {
    const list = reader['cases.open']({ ...everything, sort: { column: 'givenName', descending: false } })
    const before = reader['cases.page']({ version: list.version, from: 0, to: 50 })
    for (let n = 0; n < 5; n++) reader['cases.open'](everything)
    expect(reader['cases.page']({ version: list.version, from: 0, to: 50 })).toEqual(before)
  })

  test('is stale when many newer ones have been opened, when unknown, and after a swap', () => {
    const old = reader['cases.open'](everything).version
    for (let n = 0; n < 20; n++) reader['cases.open'](everything)
    expect(reader['cases.page']({ version: old, from: 0, to: 10 })).toEqual({ stale: true })
    expect(reader['cases.page']({ version: 1, from: 0, to: 10 })).toEqual({ stale: true })
    const last = reader['cases.open'](everything).version
    reader.swapped(files.replica)
    expect(reader['cases.page']({ version: last, from: 0, to: 10 })).toEqual({ stale: true })
    expect(reader['cases.open'](everything).total).toBe(50)
  })

  test('is stale when a row of it is gone', () => {
    const list = reader['cases.open'](everything)
    const page = reader['cases.page']({ version: list.version, from: 0, to: 1 })
    const id = page.stale ? '' : (page.rows[0]?.id ?? '')
    files.replica.write('delete from grant_case where id = ?').run(id)
    reader.rowsChanged({ cases: [id] })
    expect(reader['cases.page']({ version: list.version, from: 0, to: 5 })).toEqual({ stale: true })
    expect(reader['cases.open'](everything).total).toBe(49)
  })

  test('is not given out again by an engine that starts later', () => {
    const { version } = reader['cases.open'](everything)
    const later = createReader({
      replica: files.replica,
      work: files.work,
      now: () => new Date(now().getTime() + 5000),
    })
    expect(later['cases.page']({ version, from: 0, to: 1 })).toEqual({ stale: true })
    expect(later['cases.open'](everything).version).toBeGreaterThan(version)
  })

  test('without a replica the list is empty and says so', () => {
    const empty = createReader({ replica: null, work: files.work, now })
    expect(empty['cases.open'](everything)).toMatchObject({ total: 0, all: 0, sum: 0, types: [] })
    expect(empty['dashboard.get']({ year: null })).toMatchObject({ terms: [], years: [], caseCount: 0, lastSync: null })
    expect(empty['requests.list']({})).toEqual([])
  })
})

describe('Open requests are laid over the cases', () => {
  test("IMDi's open ones and our own count once each, and follow every change", () => {
    const rows = makeRows(4, 30)
    const files = madeFiles(rows)
    try {
      const reader = createReader({ replica: files.replica, work: files.work, now })
      const [a, b, c] = rows.cases.map((made) => made.id)
      if (!a || !b || !c) throw new Error('No cases were made')
      insertRequest(files.replica, { id: 'r1', regarding_id: a, status: 1 })
      insertRequest(files.replica, { id: 'r2', regarding_id: a, status: 3 })
      insertRequest(files.replica, { id: 'r3', regarding_id: a, status: 4 })
      insertRequest(files.replica, { id: 'r4', regarding_id: b, status: 5 })
      const draft = (id: string, regarding: string) => {
        const on = { kind: 'case' as const, id: regarding }
        createDraft(files.work, { regarding: on, problem: null, basis: noBasis(on), place: '' }, now(), ids(id))
      }
      draft('d1', b)
      // Ours that IMDi's rows hold already counts as IMDi's.
      draft('r1', a)
      const open = () => {
        const question = { ...everything, sort: { column: 'openRequests' as const, descending: true } }
        const { version, total } = reader['cases.open'](question)
        const page = reader['cases.page']({ version, from: 0, to: total })
        return page.stale ? [] : page.rows.filter((row) => row.openRequests > 0).map((r) => [r.id, r.openRequests])
      }
      expect(open()).toEqual([
        [a, 2],
        [b, 1],
      ])
      draft('d2', c)
      draft('d3', c)
      draft('d4', c)
      reader.rowsChanged({ drafts: true })
      expect(open()).toEqual([
        [c, 3],
        [a, 2],
        [b, 1],
      ])
      removeDraft(files.work, 'd2', now())
      reader.rowsChanged({ drafts: true })
      expect(open()[0]).not.toEqual([c, 3])
      restoreDraft(files.work, 'd2')
      reader.rowsChanged({ drafts: true })
      expect(open()[0]).toEqual([c, 3])
      files.replica.write('update request set status = 4 where id = ?').run('r2')
      reader.rowsChanged({ requests: true })
      expect(open()).toContainEqual([a, 1])
    } finally {
      files.remove()
    }
  })
})

/** The activity's id, then one for its note. */
function ids(id: string): () => string {
  const all = [id, `${id}-note`]
  return () => all.shift() ?? 'none'
}

test('What searches and sorts need is worked out ahead, also after a swap, and answers the same', async () => {
  const rows = makeRows(6, 200, 20)
  const files = madeFiles(rows)
  try {
    const reader = createReader({ replica: null, work: files.work, now })
    reader.warm()
    await reader.warmed()
    reader.swapped(files.replica)
    await reader.warmed()
    const answer = oracle(rows, new Map())
    for (const question of questions) expect(short(wholeList(reader, question))).toEqual(short(answer(question)))
  } finally {
    files.remove()
  }
})

test('Names stand in Norwegian order: æ ø å last, aa as å, empty last both ways, ties by case number', () => {
  const rows = makeRows(8, 10)
  const names = ['Åberg', 'Aas', 'Zahra', 'Ødegård', 'Ærlig', 'Andersen', 'ås', '', 'Bø', 'Ås']
  rows.cases.forEach((made, at) => {
    made.family_name = names[at] ?? ''
    made.case_number = `2021-20212020000000${at}0`
  })
  const files = madeFiles(rows)
  try {
    const reader = createReader({ replica: files.replica, work: files.work, now })
    const sorted = (descending: boolean) => {
      const { version } = reader['cases.open']({ ...everything, sort: { column: 'familyName', descending } })
      const page = reader['cases.page']({ version, from: 0, to: 10 })
      return page.stale ? [] : page.rows.map((row) => row.familyName)
    }
    const order = ['Andersen', 'Bø', 'Zahra', 'Ærlig', 'Ødegård', 'Åberg', 'ås', 'Ås', 'Aas']
    expect(sorted(false)).toEqual([...order, ''])
    expect(sorted(true)).toEqual([...[...order].reverse(), ''])
  } finally {
    files.remove()
  }
})
