import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../simulator/index.ts'
import { makePc, startShell } from './shell-in-node.ts'
import { temporaryFolder } from './temporary-folder.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ cases: 20 })
})
afterEach(() => simulator.clearFaults())
afterAll(() => simulator.close())

const newPc = () => makePc(temporaryFolder())
const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60 * 1000)

const anyCase = {
  search: '',
  asText: false,
  types: [],
  grantYears: [],
  statuses: [],
  termId: null,
  change: null,
  sort: null,
}

describe('signing in', () => {
  it("leads from nothing to the municipality's rows", async () => {
    const shell = await startShell(newPc(), simulator)
    expect(shell.flow.state()).toEqual({ phase: 'signed-out', known: null, failure: null })
    await shell.signIn()
    expect(shell.flow.state()).toMatchObject({
      phase: 'ready',
      userName: 'Ingrid Solbakken',
      municipality: { number: '3804', name: 'Sandefjord' },
      signedIn: true,
    })
    await shell.hasRows()
    expect((await shell.engine.call('cases.open', anyCase)).all).toBe(20)
  })

  it('never lets the window see an address or a token', async () => {
    const shell = await startShell(newPc(), simulator)
    await shell.signIn(3)
    const told = JSON.stringify([shell.states, shell.statuses])
    expect(told).not.toContain('127.0.0.1')
    expect(told).not.toMatch(/token/i)
  })

  it('without a role says so and opens no files; IMDi tells nothing of such a user', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn(2)
    expect(shell.flow.state()).toEqual({ phase: 'no-role', userName: '', municipality: '' })
    expect(shell.engines).toHaveLength(0)
  })

  it('can be cancelled, and can be tried again after IMDi was out of reach', async () => {
    const shell = await startShell(newPc(), simulator)
    await shell.leaveSignInPageOpen()
    expect(shell.phase()).toBe('signing-in')
    shell.flow.cancelSignIn()
    expect(shell.flow.state()).toEqual({ phase: 'signed-out', known: null, failure: null })
    simulator.addFault('unreachable')
    await expect(shell.flow.signIn()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(shell.flow.state()).toMatchObject({ phase: 'signed-out', failure: 'unreachable' })
    simulator.clearFaults()
    await shell.signIn()
    expect(shell.phase()).toBe('ready')
  })
})

describe('starting again', () => {
  it('goes straight to the files while the session lasts, without a network', async () => {
    const pc = newPc()
    const first = await startShell(pc, simulator)
    await first.signIn()
    await first.hasRows()
    await first.flow.stop()
    simulator.addFault('unreachable')
    const second = await startShell(pc, simulator)
    expect(second.flow.state()).toMatchObject({ phase: 'ready', userName: 'Ingrid Solbakken', signedIn: true })
    expect((await second.engine.call('cases.open', anyCase)).all).toBe(20)
  })

  it('with an ended session: work goes on, it shows as signed out, and the next start offers to go on offline', async () => {
    const pc = newPc()
    const first = await startShell(pc, simulator)
    await first.signIn()
    await first.hasRows()
    await first.flow.stop()
    simulator.addFault('token-reuse:refresh:1')
    const second = await startShell(pc, simulator)
    await second.until(() => second.states.some((it) => it.phase === 'ready' && !it.signedIn), 'the end of the session')
    expect((await second.engine.call('cases.open', anyCase)).all).toBe(20)
    await second.flow.stop()
    simulator.clearFaults()

    const third = await startShell(pc, simulator)
    expect(third.flow.state()).toMatchObject({
      phase: 'signed-out',
      known: { name: 'Ingrid Solbakken', municipality: { name: 'Sandefjord' }, offlineAllowed: true },
    })
    await third.flow.continueOffline()
    expect(third.flow.state()).toMatchObject({ phase: 'ready', signedIn: false })
    expect((await third.engine.call('cases.open', anyCase)).all).toBe(20)
    await third.signIn()
    expect(third.flow.state()).toMatchObject({ phase: 'ready', signedIn: true })
    expect(third.engines).toHaveLength(1)
  })

  it('after the offline period keeps the rows closed until sign-in, also with the clock turned back', async () => {
    const pc = newPc()
    const first = await startShell(pc, simulator)
    await first.signIn()
    await first.hasRows()
    await first.flow.stop()
    simulator.addFault('unreachable')
    const later = { now: days(13) }
    const within = await startShell(pc, simulator, later)
    expect(within.phase()).toBe('ready')
    later.now = days(15)
    await within.flow.checkOfflinePeriod()
    expect(within.flow.state()).toMatchObject({ phase: 'signed-out', known: { offlineAllowed: false } })
    await expect(within.engine.call('cases.open', anyCase)).rejects.toMatchObject({ kind: 'not-open' })
    await within.flow.stop()

    const turnedBack = await startShell(pc, simulator, { now: days(1) })
    expect(turnedBack.flow.state()).toMatchObject({ phase: 'signed-out', known: { offlineAllowed: false } })
    await expect(turnedBack.flow.continueOffline()).rejects.toMatchObject({ kind: 'not-signed-in' })
    simulator.clearFaults()
    await turnedBack.signIn()
    expect(turnedBack.phase()).toBe('ready')
  })
})

describe('several municipalities', () => {
  it('are asked for once, have files of their own, and can be switched', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn(3)
    const state = shell.flow.state()
    if (state.phase !== 'choose-municipality') throw new Error(state.phase)
    expect(state.municipalities.map((it) => it.name)).toEqual(['Sandefjord', 'Larvik'])
    const [sandefjord, larvik] = state.municipalities.map((it) => it.id)
    await shell.flow.chooseMunicipality(larvik ?? '')
    expect(shell.flow.state()).toMatchObject({ phase: 'ready', municipality: { name: 'Larvik' } })
    await shell.flow.chooseMunicipality(sandefjord ?? '')
    expect(shell.flow.state()).toMatchObject({ phase: 'ready', municipality: { name: 'Sandefjord' } })
    const [user] = pc.users()
    expect(readdirSync(join(pc.folder, 'users', user ?? ''))).toEqual(
      expect.arrayContaining([sandefjord, larvik, 'profile.sealed', 'session.sealed']),
    )
    await shell.flow.stop()
    expect((await startShell(pc, simulator)).flow.state()).toMatchObject({ municipality: { name: 'Sandefjord' } })
    await expect(shell.flow.chooseMunicipality('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      kind: 'not-found',
    })
  })
})

describe('signing out', () => {
  it('closes the files, shows no name at the next start, and keeps drafts for the next sign-in', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    await shell.hasRows()
    const { version } = await shell.engine.call('cases.open', anyCase)
    const page = await shell.engine.call('cases.page', { version, from: 0, to: 1 })
    const id = page.stale ? '' : (page.rows[0]?.id ?? '')
    const draft = await shell.engine.call('drafts.create', { regarding: { kind: 'case', id }, problem: null })
    await shell.flow.signOut(false)
    expect(shell.flow.state()).toEqual({ phase: 'signed-out', known: null, failure: null })
    await expect(shell.engine.call('requests.list', {})).rejects.toMatchObject({ kind: 'not-open' })
    const again = await startShell(pc, simulator)
    expect(again.flow.state()).toEqual({ phase: 'signed-out', known: null, failure: null })
    await expect(again.flow.continueOffline()).rejects.toMatchObject({ kind: 'not-signed-in' })
    await again.signIn()
    expect((await again.engine.call('drafts.get', { id: draft.id })).id).toBe(draft.id)
  })

  it('with wiping leaves neither file nor key', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    expect(pc.users()).toHaveLength(1)
    expect(pc.keychain.secrets.size).toBe(1)
    await shell.flow.signOut(true)
    expect(pc.users()).toEqual([])
    expect(pc.keychain.secrets.size).toBe(0)
    expect(shell.flow.state()).toEqual({ phase: 'signed-out', known: null, failure: null })
  })
})

it('another user on the same PC gets files and a key of their own, and sees nothing of the first', async () => {
  const pc = newPc()
  const shell = await startShell(pc, simulator)
  await shell.signIn(0)
  await shell.flow.signOut(false)
  await shell.signIn(1)
  expect(shell.flow.state()).toMatchObject({ phase: 'ready', userName: 'Even Strand' })
  expect(pc.users()).toHaveLength(2)
  expect(pc.keychain.secrets.size).toBe(2)
  expect(await shell.engine.call('requests.list', {})).toEqual(expect.not.arrayContaining([{ mine: true }]))
})

describe('a key that is gone', () => {
  it('is told as it is: no new key is made, and nothing is deleted before the user says so', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    await shell.hasRows()
    await shell.flow.stop()
    pc.keychain.secrets.clear()
    const again = await startShell(pc, simulator)
    expect(again.flow.state()).toMatchObject({ phase: 'failed', failure: 'key-missing' })
    await again.flow.signIn()
    expect(again.flow.state()).toMatchObject({ phase: 'failed', failure: 'key-missing' })
    expect(pc.keychain.secrets.size).toBe(0)
    expect(pc.users()).toHaveLength(1)
    await again.flow.signOut(true)
    expect(pc.users()).toEqual([])
    await again.signIn()
    expect(again.states.slice(-3)).toMatchObject([{}, {}, { phase: 'ready' }])
  })

  it("counts as gone for the databases too, though the user's key is there", async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    await shell.hasRows()
    await shell.flow.stop()
    const folder = join(pc.folder, 'users', pc.users()[0] ?? '')
    const municipality = readdirSync(folder).find((name) => existsSync(join(folder, name, 'keys.sealed'))) ?? ''
    rmSync(join(folder, municipality, 'keys.sealed'))
    const again = await startShell(pc, simulator)
    expect(again.flow.state()).toMatchObject({ phase: 'failed', failure: 'key-missing' })
    expect(existsSync(join(folder, municipality, 'work.db'))).toBe(true)
  })

  it("installation.json gone beside users' files stops the start, since another id would hide them", async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    await shell.flow.stop()
    rmSync(join(pc.folder, 'installation.json'))
    expect((await startShell(pc, simulator)).flow.state()).toMatchObject({ phase: 'failed', failure: 'corrupt' })
  })
})

describe('an engine that dies', () => {
  it('is started again under the open window; calls under way are told, later ones are answered', async () => {
    const shell = await startShell(newPc(), simulator)
    await shell.signIn()
    await shell.hasRows()
    const underWay = shell.engine.call('cases.open', anyCase)
    await new Promise((resolve) => setImmediate(resolve))
    shell.engines[0]?.crash()
    await expect(underWay).rejects.toMatchObject({ kind: 'engine-gone' })
    await shell.until(() => shell.changes.includes('cases'), 'telling the window to ask again')
    expect((await shell.engine.call('cases.open', anyCase)).all).toBe(20)
    expect(shell.engines).toHaveLength(2)
    expect(shell.phase()).toBe('ready')
  })

  it('again and again is given up with a clear state, not restarted for ever', async () => {
    const shell = await startShell(newPc(), simulator)
    await shell.signIn()
    for (let times = 0; times < 4; times += 1) {
      const count = times
      await shell.until(() => shell.engines.length > count, 'the next engine')
      shell.engines[count]?.crash()
    }
    await shell.until(() => shell.phase() === 'failed', 'giving up')
    expect(shell.flow.state()).toMatchObject({ failure: 'engine-gone' })
    expect(shell.engines).toHaveLength(4)
    await shell.flow.continueOffline()
    expect(shell.phase()).toBe('ready')
  })
})
