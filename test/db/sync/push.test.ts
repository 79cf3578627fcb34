import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DraftFields, RequestDetail } from '../../../db/domain.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, openTestDevice, type TestDevice, type TestDeviceOptions, temporaryFolder } from '../support.ts'

let simulator: Simulator
const folders: { remove(): void }[] = []
const open: TestDevice[] = []
/** Cases that no test has written about yet: an open request on a case would stop the next one. */
let unused: string[] = []

beforeAll(async () => {
  simulator = await startSimulator({ cases: 120 })
})
afterAll(() => simulator.close())
afterEach(async () => {
  simulator.clearFaults()
  for (const device of open.splice(0)) await device.close()
  for (const folder of folders.splice(0)) folder.remove()
})

const apiBase = (): string => simulator.municipalities[0]?.apiBase ?? ''
const token = (user = 0): string => simulator.users[user]?.accessToken ?? ''

function newFolder(): string {
  const folder = temporaryFolder()
  folders.push(folder)
  return folder.path
}

async function device(over: Partial<TestDeviceOptions> = {}): Promise<TestDevice> {
  const made = await openTestDevice({
    folder: newFolder(),
    apiBase: apiBase(),
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: token() }),
    ...over,
  })
  open.push(made)
  return made
}

async function synced(over: Partial<TestDeviceOptions> = {}): Promise<TestDevice> {
  const one = await device(over)
  expect(await one.sync()).toMatchObject({ problem: null })
  return one
}

async function aCase(one: TestDevice): Promise<string> {
  if (unused.length === 0) {
    const list = await one.call('cases.open', { ...everyCase, statuses: [1] })
    const page = await one.call('cases.page', { version: list.version, from: 0, to: list.total })
    unused = page.stale ? [] : page.rows.filter((row) => row.openRequests === 0).map((row) => row.id)
  }
  const id = unused.pop()
  if (id === undefined) throw new Error('No case left to write about')
  return id
}

async function written(one: TestDevice, fields: Partial<DraftFields> = {}, caseId?: string): Promise<string> {
  const regarding = { kind: 'case' as const, id: caseId ?? (await aCase(one)) }
  const draft = await one.call('drafts.create', { regarding, problem: 'missing-payment' })
  const typed = { ...draft.fields, title: 'Mangler utbetaling', what: 'Termin 3 mangler.', why: 'Bosatt hele året.' }
  await one.call('drafts.save', {
    id: draft.id,
    revision: draft.revision + 1,
    fields: { ...typed, ...fields, termIds: [] },
  })
  return draft.id
}

/** Submits and waits until the round that this starts has ended. */
async function submitted(one: TestDevice, fields: Partial<DraftFields> = {}, caseId?: string): Promise<string> {
  const id = await written(one, fields, caseId)
  await one.call('drafts.submit', { id })
  await one.settled()
  return id
}

const get = (one: TestDevice, id: string): Promise<RequestDetail> => one.call('requests.get', { id })
const atImdi = (id: string) => simulator.ledger().changeRequests.filter((request) => request.activityid === id)

/** Exactly one at IMDi, created exactly once. */
function expectOnce(id: string): void {
  expect(atImdi(id).map((request) => request.arrivals)).toEqual([1])
}

describe('a submitted request', () => {
  test('reaches IMDi once, title as activity and description as note, and comes back by pull (S3, S4)', async () => {
    const one = await synced()
    const id = await submitted(one, { title: 'Manglende utbetaling i termin 3' })
    expectOnce(id)
    const detail = await get(one, id)
    expect(detail).toMatchObject({ state: 'received', mine: true, title: 'Manglende utbetaling i termin 3' })
    const [sent] = atImdi(id)
    expect(sent).toMatchObject({
      subject: detail.preview.subject,
      regarding: { kind: 'case', id: detail.regarding.id },
    })
    expect(sent?.notes.map((note) => [note.subject, note.notetext])).toEqual([
      [detail.preview.noteSubject, detail.preview.noteText],
    ])
    expect(detail.notes.map((note) => note.text)).toEqual([detail.preview.noteText])
    // Ours and IMDi's are shown as one.
    expect((await one.call('requests.list', {})).filter((request) => request.id === id)).toHaveLength(1)
  })

  test('on a whole term reaches IMDi once, after its sums were read again', async () => {
    const one = await synced()
    const { terms } = await one.call('dashboard.get', { year: null })
    const paid = terms.find(({ term }) => term.status.code === 2)
    const regarding = { kind: 'term' as const, id: paid?.term.id ?? '' }
    const draft = await one.call('drafts.create', { regarding, problem: 'other' })
    const fields = {
      ...draft.fields,
      termIds: [regarding.id],
      title: 'Feil beløp for flere',
      what: 'Feil sats.',
      why: 'Satsen er endret.',
    }
    await one.call('drafts.save', { id: draft.id, revision: 1, fields })
    await one.call('drafts.submit', { id: draft.id })
    await one.settled()
    const detail = await get(one, draft.id)
    // Colleagues' requests on the term are part of the simulated municipality.
    if (detail.state === 'needs-decision') {
      expect(detail.decision).toBe('open-request')
      await one.call('requests.sendAnyway', { id: draft.id })
      await one.settled()
    }
    expectOnce(draft.id)
    expect(atImdi(draft.id)[0]?.regarding).toEqual(regarding)
  })

  test('goes out during a first pull too, without waiting for its end', async () => {
    const one = await synced()
    const id = await written(one)
    simulator.addFault('expired-delta:delta')
    simulator.addFault('slow=250:first-pull')
    await one.call('sync.now', {})
    while (!one.heard.statuses.some((status) => (status.progress?.done ?? 0) > 0))
      await new Promise((r) => setTimeout(r, 20))
    await one.call('drafts.submit', { id })
    while (atImdi(id).length === 0) await new Promise((r) => setTimeout(r, 20))
    expect((await one.call('sync.status', {})).phase).not.toBe('idle')
    await one.close()
    open.splice(open.indexOf(one), 1)
    expectOnce(id)
  })
})

describe('what the answer means', () => {
  test('the reply is lost after IMDi has it: found there at the next sync, never sent again (S4)', async () => {
    const one = await synced()
    simulator.addFault('lost-reply:push')
    const id = await submitted(one)
    expect(await get(one, id)).toMatchObject({ state: 'queued', queueReason: 'network' })
    simulator.clearFaults()
    await one.sync()
    expect((await get(one, id)).state).toBe('received')
    expectOnce(id)
  })

  test('IMDi fails before it has it: it is sent later, once', async () => {
    const one = await synced()
    simulator.addFault('error-before-commit:push')
    const id = await submitted(one)
    const waiting = await get(one, id)
    expect(waiting).toMatchObject({ state: 'queued', queueReason: 'server' })
    expect(Date.parse(waiting.nextTryAt ?? '')).toBeGreaterThan(Date.now())
    simulator.clearFaults()
    await one.sync()
    expect((await get(one, id)).state).toBe('received')
    expectOnce(id)
  })

  test('too many requests: waits as long as IMDi asks, and no shorter when told to hurry', async () => {
    const one = await synced()
    simulator.addFault('rate-limit=600:push')
    const id = await submitted(one)
    const waiting = await get(one, id)
    expect(waiting).toMatchObject({ state: 'queued', queueReason: 'rate-limit' })
    expect(Date.parse(waiting.nextTryAt ?? '') - Date.now()).toBeGreaterThan(590_000)
    simulator.clearFaults()
    await one.sync()
    expect((await get(one, id)).state).toBe('queued')
    expect(atImdi(id)).toEqual([])
  })

  test.each(['html:push', 'redirect:push', 'cut-body:push', 'bad-json:push'])(
    '%s is no answer: the request waits and ends at IMDi once (S3)',
    async (fault) => {
      const one = await synced()
      simulator.addFault(fault)
      const id = await submitted(one)
      expect((await get(one, id)).state).toBe('queued')
      simulator.clearFaults()
      await one.sync()
      expect((await get(one, id)).state).toBe('received')
      expectOnce(id)
    },
  )

  test.each(['duplicate-rule:push', 'validation-error:push'])(
    "%s: refused, kept, with IMDi's sentence (S3)",
    async (fault) => {
      const one = await synced()
      simulator.addFault(fault)
      const id = await submitted(one)
      const refused = await get(one, id)
      expect(refused.state).toBe('refused')
      expect(refused.answer.length).toBeGreaterThan(10)
      expect(atImdi(id)).toEqual([])
      simulator.clearFaults()
      await one.call('requests.edit', { id })
      await one.call('drafts.submit', { id })
      await one.settled()
      expectOnce(id)
    },
  )

  test('the case was stopped at IMDi meanwhile: waits for a decision with the difference, then goes as it is', async () => {
    const one = await synced()
    const id = await written(one)
    simulator.addFault('case-changed')
    await one.call('drafts.submit', { id })
    await one.settled()
    simulator.clearFaults()
    const parked = await get(one, id)
    expect(parked).toMatchObject({ state: 'needs-decision', decision: 'case-changed' })
    expect(parked.differences.map((difference) => difference.field)).toContain('Status')
    expect(atImdi(id)).toEqual([])
    await one.call('requests.sendAnyway', { id })
    await one.settled()
    expectOnce(id)
  })

  test('a payment in another term is no reason to wait', async () => {
    const one = await synced()
    const caseId = await aCase(one)
    const id = await written(one, {}, caseId)
    const row = simulator.rows('imdi_tilskuddssaks').find((each) => each.imdi_tilskuddssakid === caseId)
    const changes = { imdi_totaltbelop: Number(row?.imdi_totaltbelop) + 1000 }
    simulator.time({ action: 'edit', set: 'imdi_tilskuddssaks', id: caseId, changes })
    await one.call('drafts.submit', { id })
    await one.settled()
    expectOnce(id)
  })

  test('the case is gone at IMDi: waits for a decision', async () => {
    const one = await synced()
    const caseId = await aCase(one)
    const id = await written(one, {}, caseId)
    simulator.time({ action: 'delete-case', id: caseId })
    await one.call('drafts.submit', { id })
    await one.settled()
    expect(await get(one, id)).toMatchObject({ state: 'needs-decision', decision: 'case-gone' })
    expect(atImdi(id)).toEqual([])
  })

  test('a colleague has an open request on the same case: waits for a decision, both can go', async () => {
    const one = await synced()
    const other = await synced({ token: () => ({ token: token(3) }) })
    const caseId = await aCase(one)
    const theirs = await submitted(other, { title: 'Fra en kollega' }, caseId)
    expectOnce(theirs)
    const id = await submitted(one, {}, caseId)
    const parked = await get(one, id)
    expect(parked).toMatchObject({ state: 'needs-decision', decision: 'open-request' })
    expect(parked.differences.map((difference) => difference.now)).toContain('Fra en kollega')
    await one.call('requests.sendAnyway', { id })
    await one.settled()
    expectOnce(id)
  })

  test('IMDi edits it while it arrives: sent all the same', async () => {
    const one = await synced()
    simulator.addFault('edited-meanwhile:push')
    const id = await submitted(one)
    expectOnce(id)
    expect(['received', 'in-progress', 'needs-info', 'granted', 'rejected']).toContain((await get(one, id)).state)
  })
})

describe('without a network or a session', () => {
  test('a request waits, and goes when the network is back', async () => {
    const one = await synced()
    simulator.addFault('unreachable')
    const id = await submitted(one)
    const offline = await one.call('sync.status', {})
    expect(offline).toMatchObject({ problem: 'unreachable', offlineSince: expect.any(String) })
    expect(await get(one, id)).toMatchObject({ state: 'queued' })
    expect(offline.counts.queued).toBe(1)
    simulator.clearFaults()
    expect(await one.sync()).toMatchObject({ offlineSince: null, problem: null })
    expectOnce(id)
  })

  test('without a valid session everything local works, and the request waits for sign-in', async () => {
    let signedIn = true
    const one = await synced({ token: () => (signedIn ? { token: token() } : { token: null, why: 'sign-in' }) })
    signedIn = false
    // The token at hand is good until IMDi says otherwise.
    simulator.addFault('expired-token')
    const id = await submitted(one)
    expect(await one.call('sync.status', {})).toMatchObject({ problem: 'sign-in', offlineSince: null })
    expect((await get(one, id)).state).toBe('queued')
    simulator.clearFaults()
    signedIn = true
    await one.sync()
    expectOnce(id)
  })

  test('a token that has run out is renewed once, and the same question asked again', async () => {
    const one = await synced()
    one.heard.tokensRejected.length = 0
    simulator.addFault('expired-token:push:1')
    const id = await submitted(one)
    expectOnce(id)
    expect(one.heard.tokensRejected).toEqual([token()])
  })
})

test.each([0, 30])(
  'killed with a request on its way (+%d ms): after a start it is at IMDi once (S3, S4)',
  async (after) => {
    const folder = newFolder()
    const one = await synced({ folder })
    simulator.addFault('unreachable')
    const id = await submitted(one)
    simulator.clearFaults()
    await one.close()
    open.splice(open.indexOf(one), 1)
    const script = new URL('../killed-device.ts', import.meta.url).pathname
    const order = JSON.stringify({ folder, apiBase: apiBase(), token: token(), at: 'batch', after })
    const child = spawn(process.execPath, [script, order], { stdio: ['ignore', 'ignore', 'inherit'] })
    const [, signal] = await once(child, 'exit')
    expect(signal).toBe('SIGKILL')
    const again = await synced({ folder })
    expect((await get(again, id)).state).toBe('received')
    expectOnce(id)
  },
)

test("IMDi's answer is seen after a sync", async () => {
  const one = await synced()
  const id = await submitted(one)
  simulator.time({ action: 'answer', activityid: id, statuscode: 4, svar: 'Etterbetales i neste termin.' })
  await one.sync()
  expect(await get(one, id)).toMatchObject({ state: 'granted', answer: 'Etterbetales i neste termin.' })
  expect((await one.call('dashboard.get', { year: null })).lastSync).toMatchObject({ answers: 1 })
})
