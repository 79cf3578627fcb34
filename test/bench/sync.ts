/**
 * A first sync against the same work with nothing around it, in the same run; a draft saved again and again during
 * a full pull; a thousand changed rows until the list shows them. In plain Node, with the simulator in a process of
 * its own; what the window feels is measured in Electron.
 */
import { everyCase, openTestDevice, type TestDevice, temporaryFolder } from '../db/support.ts'
import { type SimulatorProcess, startSimulatorProcess } from '../support/simulator-process.ts'
import { type Bench, type Figure, figure, percentile } from './figure.ts'
import { sameWork } from './sync-bound.ts'

export const sync: Bench = async function* ({ cases }): AsyncIterable<Figure> {
  const simulator = await startSimulatorProcess({ cases, seed: 1 })
  const folder = temporaryFolder()
  const device = await openTestDevice({
    folder: folder.path,
    apiBase: simulator.apiBase,
    token: () => ({ token: simulator.user.accessToken }),
  })
  try {
    const ask = () => sameWork(simulator.apiBase, simulator.user.accessToken)
    // The simulator renders a page the first time it is asked for: that is not what is measured.
    await ask()
    const before = await ask()
    const total = await milliseconds(() => synced(device))
    // The machine is noisy: the bound is taken on both sides of what it is held against.
    const limit = (before + (await ask())) / 2
    yield figure({ bench: 'sync', metric: 'sync.first.total', value: total, goal: limit / 0.6, limit, peer: null })
    yield await drafts(device, simulator)
    yield await changes(device, simulator)
  } finally {
    await device.close()
    folder.remove()
    await simulator.stop()
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function synced(device: TestDevice): Promise<void> {
  const { problem } = await device.sync()
  if (problem !== null) throw new Error(`the sync ended with ${problem}`)
}

/** Saves as fast as somebody types, from the first to the last moment of a full pull beside the rows in use. */
async function drafts(device: TestDevice, simulator: SimulatorProcess): Promise<Figure> {
  const list = await device.call('cases.open', everyCase)
  const page = await device.call('cases.page', { version: list.version, from: 0, to: 1 })
  const id = page.stale ? '' : (page.rows[0]?.id ?? '')
  const draft = await device.call('drafts.create', { regarding: { kind: 'case', id }, problem: null })
  await simulator.addFaults('expired-delta:delta:1')
  await device.call('sync.now', {})
  const waits: number[] = []
  for (let revision = 1; waits.length < 20 || (await device.call('sync.status', {})).phase !== 'idle'; revision++) {
    const fields = {
      ...draft.fields,
      termIds: [],
      what: `Det som står her, er skrevet mens radene hentes. ${revision}`,
    }
    waits.push(await milliseconds(() => device.call('drafts.save', { id: draft.id, revision, fields })))
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await simulator.clearFaults()
  const value = percentile(waits, 0.99)
  return figure({ bench: 'sync', metric: 'sync.first.draft-save.p99', value, goal: 100, limit: null, peer: null })
}

/** From the moment sync begins until the list holds the thousand new cases. */
async function changes(device: TestDevice, simulator: SimulatorProcess): Promise<Figure> {
  await synced(device)
  const { all } = await device.call('cases.open', everyCase)
  await simulator.time({ action: 'new-cases', count: 1_000 })
  const value = await milliseconds(async () => {
    await device.call('sync.now', {})
    while ((await device.call('cases.open', everyCase)).all < all + 1_000) await new Promise((r) => setTimeout(r, 2))
  })
  return figure({ bench: 'sync', metric: 'delta.visible', value, goal: 100, limit: null, peer: null })
}
