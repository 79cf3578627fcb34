import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { everyCase, openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
let folder: ReturnType<typeof temporaryFolder>
let one: TestDevice
let bend: (url: string, ask: () => Promise<Response>) => Promise<Response | null> = async () => null

beforeAll(async () => {
  simulator = await startSimulator({ cases: 40 })
})
afterAll(() => simulator.close())
beforeEach(async () => {
  folder = temporaryFolder()
  one = await openTestDevice({
    folder: folder.path,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
    deps: {
      fetch: async (input, init) => {
        const ask = () => fetch(input, init)
        return (await bend(String(input), ask)) ?? (await ask())
      },
    },
  })
  expect(await one.sync()).toMatchObject({ problem: null })
})
afterEach(async () => {
  bend = async () => null
  await one.close()
  folder.remove()
})

const isPull = (url: string): boolean => /deltatoken/i.test(url)

/** Sent and at IMDi, and nothing heard since. */
async function sentNotPulled(): Promise<string> {
  const list = await one.call('cases.open', { ...everyCase, statuses: [1] })
  const page = await one.call('cases.page', { version: list.version, from: 0, to: list.total })
  const free = page.stale ? undefined : page.rows.find((row) => row.openRequests === 0)
  const regarding = { kind: 'case' as const, id: free?.id ?? '' }
  const draft = await one.call('drafts.create', { regarding, problem: 'missing-payment' })
  const fields = { ...draft.fields, termIds: [], title: 'Mangler', what: 'Termin 3 mangler.', why: 'Bosatt.' }
  await one.call('drafts.save', { id: draft.id, revision: draft.revision + 1, fields })
  bend = async (url) => {
    if (isPull(url)) throw new TypeError('no network')
    return null
  }
  await one.call('drafts.submit', { id: draft.id })
  await one.settled()
  expect(simulator.ledger().changeRequests.map((request) => request.activityid)).toContain(draft.id)
  return draft.id
}

/** IMDi's page of requests, as when it deleted this one before anybody heard of it. */
const deletedBeforeHeard = (id: string) => async (url: string, ask: () => Promise<Response>) => {
  if (!isPull(url) || !url.includes('imdi_endringsforesporsels')) return null
  const answer = await ask()
  const body: { value: { activityid?: string }[] } = await answer.json()
  const others = body.value.filter((row) => row.activityid !== id)
  const gone = { '@odata.context': 'https://imdi/$metadata#x/$deletedEntity', id, reason: 'deleted' }
  return new Response(JSON.stringify({ ...body, value: [...others, gone] }), {
    headers: { 'content-type': 'application/json' },
  })
}

test('a request of ours that IMDi deletes before it was ever pulled waits for a decision (S3)', async () => {
  const id = await sentNotPulled()
  bend = deletedBeforeHeard(id)
  expect(await one.sync()).toMatchObject({ problem: null })
  expect(await one.call('requests.get', { id })).toMatchObject({ state: 'needs-decision', decision: 'vanished' })
  // Hearing it again changes nothing.
  expect(await one.sync()).toMatchObject({ problem: null })
  expect(await one.call('requests.get', { id })).toMatchObject({ state: 'needs-decision', decision: 'vanished' })
})
