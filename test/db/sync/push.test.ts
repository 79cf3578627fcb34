import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DraftFields } from '../../../db/domain.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
const folders: { remove(): void }[] = []
const open: TestDevice[] = []

beforeAll(async () => {
  simulator = await startSimulator({ cases: 60 })
})
afterAll(async () => {
  await simulator.close()
})
afterEach(async () => {
  simulator.clearFaults()
  for (const device of open.splice(0)) await device.close()
  for (const folder of folders.splice(0)) folder.remove()
})

async function device(): Promise<TestDevice> {
  const folder = temporaryFolder()
  folders.push(folder)
  const made = await openTestDevice({
    folder: folder.path,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
  })
  open.push(made)
  return made
}

async function write(one: TestDevice, caseId: string, fields: Partial<DraftFields> = {}): Promise<string> {
  const draft = await one.call('drafts.create', { regarding: { kind: 'case', id: caseId }, problem: 'missing-payment' })
  const typed = {
    ...draft.fields,
    title: 'Mangler utbetaling',
    what: 'Termin 3 mangler.',
    why: 'Bosatt hele året.',
    ...fields,
  }
  await one.call('drafts.save', { id: draft.id, revision: draft.revision + 1, fields: typed })
  return draft.id
}

async function caseIds(one: TestDevice): Promise<string[]> {
  const list = await one.call('cases.open', everyCase)
  const page = await one.call('cases.page', { version: list.version, from: 0, to: list.total })
  return page.stale ? [] : page.rows.filter((row) => row.openRequests === 0).map((row) => row.id)
}

test('a submitted draft reaches IMDi once, as an activity with its note (S3, S4)', async () => {
  const one = await device()
  await one.sync()
  const [first = ''] = await caseIds(one)
  const id = await write(one, first)
  await one.call('drafts.submit', { id })
  await one.sync()
  const detail = await one.call('requests.get', { id })
  const at = simulator.ledger().changeRequests.filter((request) => request.activityid === id)
  expect(at).toHaveLength(1)
})
