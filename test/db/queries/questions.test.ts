import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as outbox from '../../../db/outbox/outbox.ts'
import { changedCasesSql } from '../../../db/queries/change-filter.ts'
import { createReader, type Reader } from '../../../db/queries/reader.ts'
import { insertNote, insertRequest, type MadeFiles, type MadeRows, madeFiles, makeRows } from './made-rows.ts'
import { everything } from './whole-list.ts'

const now = new Date('2021-11-01T10:00:00Z')

function made(seed = 21, count = 120) {
  const rows = makeRows(seed, count)
  const files = madeFiles(rows)
  const reader = createReader({ replica: files.replica, work: files.work, now: () => now, testData: true })
  const caseId = (at: number) => rows.cases[at]?.id ?? ''
  const draftOn = (id: string, kind: 'case' | 'term' = 'case') => {
    const regarding = { kind, id }
    const draft = { regarding, problem: null, basis: reader.basis(regarding), place: 'Sandefjord (3804)' }
    const made = outbox.createDraft(files.work, draft, now)
    reader.rowsChanged({ drafts: true })
    return made
  }
  return { rows, files, reader, caseId, draftOn }
}

describe('A case', () => {
  let given: ReturnType<typeof made>
  let rows: MadeRows
  let reader: Reader
  beforeAll(() => {
    given = made()
    rows = given.rows
    reader = given.reader
  })
  afterAll(() => given.files.remove())

  test('has all its payouts, newest term first, those without a known term before them', () => {
    for (const { id } of rows.cases) {
      const { payouts } = reader['cases.get']({ id })
      const own = rows.payouts.filter((payout) => payout.case_id === id)
      expect(payouts.map((payout) => payout.id).sort()).toEqual(own.map((payout) => payout.id).sort())
      const places = payouts.map(({ term }) => (term === null ? 99999 : term.year * 10 + term.number))
      expect(places).toEqual([...places].sort((a, b) => b - a))
    }
  })

  test("shows the person's other cases, by DUF number or else by identity number", () => {
    const [a, b, c] = rows.cases
    if (!a || !b || !c) throw new Error('No cases were made')
    const set = given.files.replica.write('update grant_case set duf_number = ?, national_id = ? where id = ?')
    set.run('201212345603', 'x', a.id)
    set.run('201212345603', 'y', b.id)
    set.run('', 'x', c.id)
    reader.rowsChanged({ cases: [a.id, b.id, c.id] })
    const related = (id: string) => reader['cases.get']({ id }).related.map((row) => row.id)
    expect(related(a.id)).toEqual([b.id])
    expect(related(c.id)).toEqual([a.id])
  })

  test('that is not on the PC is said not to be there', () => {
    expect(() => reader['cases.get']({ id: 'nobody' })).toThrowError(expect.objectContaining({ kind: 'not-found' }))
  })

  test('its row in the list agrees with what the case itself tells', () => {
    const { version, total } = reader['cases.open'](everything)
    const page = reader['cases.page']({ version, from: 0, to: total })
    if (page.stale) throw new Error('The list is gone')
    for (const row of page.rows) {
      const { case: found, payouts } = reader['cases.get']({ id: row.id })
      expect(row).toMatchObject(found)
      const paid = payouts.filter((payout) => payout.status.code === 2)
      const newest =
        paid
          .map((payout) => payout.paymentDate ?? '')
          .sort()
          .at(-1) ?? ''
      expect(row.lastPaymentDate ?? '').toBe(newest)
    }
  })
})

describe('Oversikt', () => {
  test("a term's sums are those of its payouts: paid ones of a paid term, all but held ones of a planned term", () => {
    const { rows, files, reader } = made(22)
    try {
      for (const year of [2020, 2021]) {
        const { terms, years, newestTermYear } = reader['dashboard.get']({ year })
        expect([years, newestTermYear]).toEqual([[2021, 2020], 2021])
        expect(terms.map(({ term }) => term.number)).toEqual([4, 3, 2, 1])
        for (const totals of terms) {
          const counted = rows.payouts.filter(
            ({ term_id, status }) =>
              term_id === totals.term.id && (totals.term.status.code === 2 ? status === 2 : status !== 3),
          )
          const sum = (list: typeof counted) => list.reduce((total, payout) => total + payout.amount, 0)
          const offsets = counted.filter((payout) => payout.kind === 2 || payout.kind === 3)
          expect(totals).toMatchObject({
            count: counted.length,
            sum: sum(counted),
            offsetCount: offsets.length,
            offsetSum: sum(offsets),
          })
          for (const type of totals.byType) {
            const of = counted.filter((p) => rows.cases.find((c) => c.id === p.case_id)?.type === type.value)
            expect([type.count, type.sum]).toEqual([of.length, sum(of)])
          }
        }
      }
      expect(reader['dashboard.get']({ year: null }).terms.every(({ term }) => term.year === 2021)).toBe(true)
      expect(reader['dashboard.get']({ year: null }).caseCount).toBe(rows.cases.length)
    } finally {
      files.remove()
    }
  })

  test('new payouts show in the sums', () => {
    const { rows, files, reader } = made(23)
    try {
      const before = reader['dashboard.get']({ year: 2020 }).terms.at(-1)
      const payout = rows.payouts.find((one) => one.term_id === before?.term.id && one.status === 2)
      files.replica.write('update payout set amount = amount + 100 where id = ?').run(payout?.id ?? '')
      reader.rowsChanged({ payouts: [payout?.case_id ?? ''] })
      expect(reader['dashboard.get']({ year: 2020 }).terms.at(-1)?.sum).toBe((before?.sum ?? 0) + 100)
    } finally {
      files.remove()
    }
  })

  test('tells what the last finished sync changed, and lists exactly those cases', () => {
    const { files, reader, caseId } = made(24)
    try {
      const log = files.work.write(
        `insert into sync_log (id, started_at, finished_at, first, new_cases, new_payouts, new_payout_sum) values (?, ?, ?, 0, 1, 2, 500)`,
      )
      log.run(1, '2021-10-01', '2021-10-01')
      log.run(2, '2021-11-01', null)
      expect(reader['dashboard.get']({ year: null }).lastSync).toMatchObject({ id: 1, newCases: 1, newPayoutSum: 500 })
      const line = files.work.write(
        `insert into history (entity, row_id, case_id, etag, column, before, after, sync_id, at) values (?, ?, ?, ?, ?, ?, ?, 1, '')`,
      )
      line.run('grant_case', caseId(0), caseId(0), '1', '', null, null)
      line.run('grant_case', caseId(1), caseId(1), '1', 'status', '1', '2')
      line.run('grant_case', caseId(2), caseId(2), '1', 'status', '1', '3')
      line.run('payout', 'p1', caseId(3), '1', 'paid', null, '500')
      line.run('payout', 'p2', caseId(4), '1', 'amount', '500', '600')
      const found = (kind: 'new-case' | 'new-payout' | 'stopped' | 'amount') => {
        const { version, total } = reader['cases.open']({ ...everything, change: { syncId: 1, kind } })
        const page = reader['cases.page']({ version, from: 0, to: total })
        return page.stale ? [] : page.rows.map((row) => row.id)
      }
      expect(found('new-case')).toEqual([caseId(0)])
      expect(found('stopped')).toEqual([caseId(1)])
      expect(found('new-payout')).toEqual([caseId(3)])
      expect(found('amount')).toEqual([caseId(4)])
    } finally {
      files.remove()
    }
  })
})

describe("Requests are one list of ours and IMDi's", () => {
  let given: ReturnType<typeof made>
  beforeAll(() => {
    given = made(25)
  })
  afterAll(() => given.files.remove())

  test("nothing shows twice; IMDi's state shows once its row is here; the most urgent comes first", () => {
    const { files, reader, caseId, draftOn, rows } = given
    const [draft, queued, sent, answered] = [
      draftOn(caseId(0)),
      draftOn(caseId(1)),
      draftOn(caseId(2)),
      draftOn(caseId(3)),
    ]
    const term = draftOn(rows.terms[0]?.id ?? '', 'term')
    for (const id of [queued, sent, answered]) outbox.submitDraft(files.work, id, now)
    for (const id of [sent, answered]) {
      outbox.markSending(files.work, id)
      outbox.settleSent(files.work, id, now)
    }
    insertRequest(files.replica, { id: answered, regarding_id: caseId(3), status: 3, answer: 'Send dokumentasjon.' })
    insertRequest(files.replica, { id: 'colleague', regarding_id: caseId(2), status: 1, subject: 'Kollegas' })
    insertRequest(files.replica, { id: 'closed', regarding_id: caseId(5), status: 4 })
    insertRequest(files.replica, { id: 'newer', regarding_id: caseId(6), status: 17 })

    const list = reader['requests.list']({})
    expect(list.map(({ id, state, mine }) => [id, state, mine])).toEqual(
      expect.arrayContaining([
        [answered, 'needs-info', true],
        [queued, 'queued', true],
        [draft, 'draft', true],
        [term, 'draft', true],
        [sent, 'sent', true],
        ['colleague', 'received', false],
        ['newer', 'other', false],
        ['closed', 'granted', false],
      ]),
    )
    expect(list).toHaveLength(8)
    expect(list.map((request) => request.state)[0]).toBe('needs-info')
    expect(list.map((request) => request.state)[1]).toBe('queued')
    expect(list.at(-1)?.state).toBe('granted')
    expect(reader.counts()).toEqual({ drafts: 2, queued: 1, waitingForYou: 1, atImdi: 3, closed: 1, all: 8 })
    expect(list.find((request) => request.id === term)?.regarding).toMatchObject({
      kind: 'term',
      present: true,
      person: '',
    })
    const { family_name, given_name, case_number } = rows.cases[0] ?? {}
    expect(list.find((request) => request.id === draft)?.regarding).toMatchObject({
      person: [family_name, given_name].filter(Boolean).join(', '),
      caseNumber: case_number,
      present: true,
    })
  })

  test("one that vanished at IMDi is a draft again once it is edited, though IMDi's old row is still here", () => {
    const { files, reader, caseId, draftOn } = made(26)
    try {
      const id = draftOn(caseId(0))
      outbox.submitDraft(files.work, id, now)
      outbox.markSending(files.work, id)
      outbox.settleSent(files.work, id, now)
      insertRequest(files.replica, { id, regarding_id: caseId(0), status: 1 })
      reader.rowsChanged({ drafts: true, requests: true })
      expect(reader.counts()).toMatchObject({ drafts: 0, atImdi: 1 })
      outbox.needsDecision(files.work, id, 'vanished', [])
      outbox.editDraft(files.work, id, null)
      reader.rowsChanged({ drafts: true })
      expect(reader['requests.list']({}).map((request) => [request.id, request.state])).toEqual([[id, 'draft']])
      expect(reader.counts()).toMatchObject({ drafts: 1, atImdi: 0 })
    } finally {
      files.remove()
    }
  })

  test("a request shows its thread, oldest note first, and colleagues' open requests on the same case", () => {
    const { files, reader } = given
    insertNote(files.replica, {
      id: 'n2',
      request_id: 'colleague',
      text: 'Vi ser på det.',
      created_on: '2021-11-02T08:00:00Z',
    })
    insertNote(files.replica, {
      id: 'n1',
      request_id: 'colleague',
      text: 'Terminen mangler.',
      created_on: '2021-11-01T08:00:00Z',
    })
    const theirs = reader['requests.get']({ id: 'colleague' })
    expect(theirs.notes.map((note) => note.text)).toEqual(['Terminen mangler.', 'Vi ser på det.'])
    expect(theirs.preview).toMatchObject({ subject: 'Kollegas', noteText: 'Terminen mangler.' })
    const ours = reader['requests.list']({}).find((request) => request.state === 'sent')
    expect(reader['requests.get']({ id: ours?.id ?? '' }).colleagues.map((other) => other.id)).toEqual(['colleague'])
    expect(() => reader['requests.get']({ id: 'nothing' })).toThrowError(expect.objectContaining({ kind: 'not-found' }))
  })

  test('a draft opened in the form holds what was typed beside the rows as they are now', () => {
    const { files, reader, caseId, draftOn } = given
    const id = draftOn(caseId(2))
    const before = reader['drafts.get']({ id })
    expect(before).toMatchObject({
      id,
      revision: 0,
      state: 'draft',
      case: { id: caseId(2) },
      regarding: { present: true },
    })
    expect(before.others.map((other) => other.id)).toContain('colleague')
    expect(before.warnings.map((warning) => warning.code)).toContain('open-request')
    const saved = outbox.saveDraft(
      files.work,
      { id, revision: 1, fields: { ...before.fields, what: 'Rett beløpet.' } },
      now,
      { testData: true },
    )
    const after = reader['drafts.get']({ id })
    expect(after).toMatchObject({ revision: 1, fields: { what: 'Rett beløpet.' }, preview: saved.preview })
    expect(after.suggestedTitle).toBe(saved.suggestedTitle)

    // The case leaves the municipality: the draft keeps what it was written on.
    files.replica.write('delete from grant_case where id = ?').run(caseId(2))
    reader.rowsChanged({ cases: [caseId(2)] })
    expect(reader['drafts.get']({ id })).toMatchObject({
      case: { id: caseId(2) },
      regarding: { present: false, person: '' },
      preview: saved.preview,
    })
    outbox.removeDraft(files.work, id, now)
    expect(() => reader['drafts.get']({ id })).toThrowError(expect.objectContaining({ kind: 'not-found' }))
    expect(reader['requests.list']({}).map((request) => request.id)).not.toContain(id)
  })
})

describe('What a draft is written on', () => {
  test('is the case with its payouts, or the term with its sums, and what is open at IMDi', () => {
    const { files, reader, caseId, rows } = made(26)
    try {
      insertRequest(files.replica, { id: 'r1', regarding_id: caseId(0), status: 2 })
      insertRequest(files.replica, { id: 'r2', regarding_id: caseId(0), status: 5 })
      const onCase = reader.basis({ kind: 'case', id: caseId(0) })
      const { case: found, payouts, terms } = reader['cases.get']({ id: caseId(0) })
      expect(onCase).toMatchObject({ case: found, payouts, terms, term: null, totals: null })
      expect(onCase.openAtImdi.map((request) => request.id)).toEqual(['r1'])
      const termId = rows.terms[0]?.id ?? ''
      const onTerm = reader.basis({ kind: 'term', id: termId })
      const totals = reader['dashboard.get']({ year: 2020 }).terms.find(({ term }) => term.id === termId)
      expect(onTerm).toMatchObject({ case: null, term: totals?.term, totals, payouts: [] })
      expect(reader.basis({ kind: 'case', id: 'gone' })).toMatchObject({ case: null, payouts: [] })
      // It goes into a file and comes back as it was.
      expect(outbox.basisSchema.parse(JSON.parse(JSON.stringify(onCase)))).toEqual(onCase)
      expect(outbox.basisSchema.parse(JSON.parse(JSON.stringify(onTerm)))).toEqual(onTerm)
    } finally {
      files.remove()
    }
  })
})

describe('Questions asked at every step are answered through an index', () => {
  let files: MadeFiles
  beforeAll(() => {
    files = madeFiles(makeRows(27, 200))
    files.replica.exec('analyze')
  })
  afterAll(() => files.remove())

  const plan = (sql: string) =>
    files.replica
      .prepare<{ detail: string }>(`explain query plan ${sql}`)
      .all()
      .map((row) => row.detail)
      .join('\n')

  test.each([
    ['a row of a page', 'select * from grant_case where seq = 1', /SEARCH grant_case USING INTEGER PRIMARY KEY/],
    ['a case by its id', "select * from grant_case where id = 'x'", /USING INDEX grant_case_by_id/],
    ["a case's payouts", "select * from payout where case_id = 'x'", /USING INDEX payout_by_case/],
    ["a term's cases", "select distinct case_id from payout where term_id = 'x'", /payout_by_term/],
    ['requests on a case', "select * from request where regarding_id = 'x'", /USING INDEX request_by_regarding/],
    ['the notes of a request', "select * from note where request_id = 'x'", /USING INDEX note_by_request/],
    [
      'the newest payment of a case',
      "select max(p.payment_date) from payout p left join term t on t.id = p.term_id where p.status = 2 and p.case_id = 'x'",
      /payout_by_case[\s\S]*term_by_id/,
    ],
  ])('%s', (_, sql, index) => {
    expect(plan(sql)).toMatch(index)
  })

  test('drafts on a case, and the next to send', () => {
    const explain = (sql: string) =>
      files.work
        .prepare<{ detail: string }>(`explain query plan ${sql}`)
        .all()
        .map((row) => row.detail)
        .join('\n')
    expect(explain("select * from draft where regarding_id = 'x' and deleted_at is null")).toMatch(/draft_by_regarding/)
    expect(explain("select id from draft where state = 'queued' order by submitted_at, id limit 1")).toMatch(
      /draft_by_state/,
    )
    expect(explain(changedCasesSql.replaceAll('?', "'1'"))).toMatch(
      /history_by_sync \(sync_id=\? AND entity=\? AND column=\?\)/,
    )
  })
})
