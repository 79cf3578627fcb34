import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { atImdi, differences, onDevice } from '../oracle.ts'
import { openTestDevice, type TestDevice, temporaryFolder } from '../support.ts'

let simulator: Simulator
let folder: ReturnType<typeof temporaryFolder>
const open: TestDevice[] = []
let bend: (url: string) => Promise<Response | null> = async () => null

beforeAll(async () => {
  simulator = await startSimulator({ cases: 60 })
})
afterAll(() => simulator.close())
beforeEach(() => {
  simulator.reset()
  folder = temporaryFolder()
})
afterEach(async () => {
  bend = async () => null
  for (const device of open.splice(0)) await device.close()
  folder.remove()
})

const apiBase = (): string => simulator.municipalities[0]?.apiBase ?? ''

/** IMDi at another address: `v9.3` instead of `v9.2`, in what is asked and in the links of every answer. */
const moved = (text: string): string => text.replaceAll('v9.2', 'v9.3')
const fetchMoved: typeof fetch = async (input, init) => {
  const url = String(input)
  if (url.includes('v9.2')) return new Response('', { status: 404 })
  const answer = await fetch(url.replace('v9.3', 'v9.2'), init)
  return new Response(moved(await answer.text()), { status: answer.status, headers: answer.headers })
}

async function device(over: { apiBase?: string; fetch?: typeof fetch } = {}): Promise<TestDevice> {
  const made = await openTestDevice({
    folder: folder.path,
    apiBase: over.apiBase ?? apiBase(),
    municipalityId: simulator.municipalities[0]?.kommuneid ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
    deps: { fetch: over.fetch ?? (async (input, init) => (await bend(String(input))) ?? (await fetch(input, init))) },
  })
  open.push(made)
  return made
}

const refusal = (status: number): Response =>
  new Response(JSON.stringify({ error: { code: '0x80060891', message: 'Ukjent lenke' } }), {
    status,
    headers: { 'content-type': 'application/json' },
  })

test('when IMDi moves to another address all is pulled from there, and the next round is an ordinary one', async () => {
  const one = await device()
  await one.sync()
  await one.close()
  simulator.time({ action: 'pay-term' })
  const again = await device({ apiBase: moved(apiBase()), fetch: fetchMoved })
  expect(await again.sync()).toMatchObject({ problem: null })
  expect(differences(onDevice(folder.path), atImdi(simulator))).toEqual([])
  const pulls = again.heard.statuses.length
  expect(await again.sync()).toMatchObject({ problem: null })
  expect(again.heard.statuses.slice(pulls).map((status) => status.phase)).not.toContain('first-pull')
})

test.each([400, 404, 410])('a kept delta link that IMDi answers %i to is as good as expired', async (status) => {
  const one = await device()
  await one.sync()
  simulator.time({ action: 'pay-term' })
  let refused = 0
  bend = async (url) => (/deltatoken/i.test(url) && refused++ === 0 ? refusal(status) : null)
  expect(await one.sync()).toMatchObject({ problem: null })
  expect(refused).toBeGreaterThan(0)
  expect(differences(onDevice(folder.path), atImdi(simulator))).toEqual([])
})

test('a first pull that was cut short begins anew when IMDi has moved meanwhile', async () => {
  const one = await device()
  bend = async (url) => {
    if (url.includes('imdi_utbetalings')) throw new TypeError('no network')
    return null
  }
  expect(await one.sync()).toMatchObject({ problem: 'unreachable', hasReplica: false })
  await one.close()
  const again = await device({ apiBase: moved(apiBase()), fetch: fetchMoved })
  const status = await again.sync()
  expect(status).toMatchObject({ hasReplica: true })
  expect(await again.sync()).toMatchObject({ problem: null })
  expect(differences(onDevice(folder.path), atImdi(simulator))).toEqual([])
})
