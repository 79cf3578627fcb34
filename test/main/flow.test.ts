import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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

const newDraft = async ({ engine }: Awaited<ReturnType<typeof startShell>>) => {
  const { version } = await engine.call('cases.open', anyCase)
  const page = await engine.call('cases.page', { version, from: 0, to: 1 })
  const id = page.stale ? '' : (page.rows[0]?.id ?? '')
  return engine.call('drafts.create', { regarding: { kind: 'case', id }, problem: null })
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
    const draft = await newDraft(shell)
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

  it('and whose files then cannot be opened, whatever the reason, is given up at once and can be tried again', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    await shell.hasRows()
    const user = join(pc.folder, 'users', pc.users()[0] ?? '')
    const folder = join(user, readdirSync(user).find((name) => existsSync(join(user, name, 'keys.sealed'))) ?? '')
    renameSync(folder, `${folder}.aside`)
    writeFileSync(folder, 'a file where the folder was')
    shell.engines[0]?.crash()
    await shell.until(() => shell.phase() === 'failed', 'giving up')
    expect(shell.flow.state()).toMatchObject({ failure: 'unexpected' })
    expect(shell.engines.map((engine) => engine.exitCode())).toEqual([9, 9])
    await expect(shell.engine.call('cases.open', anyCase)).rejects.toMatchObject({ kind: 'not-open' })
    rmSync(folder)
    renameSync(`${folder}.aside`, folder)
    // The user's vault is open already, and with it goes one source of tokens; a second would use a token twice.
    pc.keychain.secrets.clear()
    await shell.flow.continueOffline()
    expect(shell.phase()).toBe('ready')
  })
})

describe('S9: two users on one PC', () => {
  const begun = async (pc = newPc()) => {
    const shell = await startShell(pc, simulator)
    await shell.signIn(1)
    await shell.hasRows()
    const [other = ''] = pc.users()
    const [otherKey = ''] = pc.keychain.secrets.keys()
    await shell.flow.signOut(false)
    const since = shell.statuses.length
    await shell.signIn(0)
    const first = pc.users().find((user) => user !== other) ?? ''
    return { pc, shell, since, first, other, otherKey }
  }

  it('starting over after the one could not be opened deletes nothing of the other', async () => {
    const { pc, shell, first, other, otherKey } = await begun()
    pc.keychain.secrets.delete(otherKey)
    await shell.signIn(1)
    expect(shell.flow.state()).toMatchObject({ phase: 'failed', failure: 'key-missing' })
    await shell.flow.signOut(true)
    expect(pc.users()).toEqual([first])
    expect(pc.users()).not.toContain(other)
    expect(pc.keychain.secrets.size).toBe(1)
    expect((await startShell(pc, simulator)).flow.state()).toMatchObject({ userName: 'Ingrid Solbakken' })
  })

  it('wiping after the one turned out to have no role deletes nothing of the other', async () => {
    const { pc, shell, first } = await begun()
    await shell.signIn(2)
    expect(shell.phase()).toBe('no-role')
    await shell.flow.signOut(true)
    expect(pc.users()).toContain(first)
    expect(shell.flow.state()).toEqual({ phase: 'signed-out', known: null, failure: null })
    expect((await startShell(pc, simulator)).flow.state()).toMatchObject({ userName: 'Ingrid Solbakken' })
  })

  it('what the one was typing is saved with the one before the other, of the same municipality, takes over', async () => {
    const { shell, since } = await begun()
    await shell.hasRows(since)
    const draft = await newDraft(shell)
    const mine = shell.flow.state()
    let saved = false
    shell.showWindow((state) => {
      if (state.phase === 'ready' || state.phase === 'signing-in' || saved) return
      saved = true
      const fields = { ...draft.fields, termIds: [], what: 'Skrevet i siste øyeblikk' }
      // As from the window: what is sent to it and back takes its time.
      setTimeout(
        () => void shell.engine.call('drafts.save', { id: draft.id, revision: draft.revision + 1, fields }),
        50,
      )
    })
    await shell.signIn(1)
    const theirs = shell.flow.state()
    if (mine.phase !== 'ready' || theirs.phase !== 'ready') throw new Error(theirs.phase)
    expect(theirs.municipality.id).toBe(mine.municipality.id)
    expect(theirs.user).not.toBe(mine.user)
    await shell.signIn(0)
    expect((await shell.engine.call('drafts.get', { id: draft.id })).fields.what).toBe('Skrevet i siste øyeblikk')
  })
})

describe('a role that is lost', () => {
  it.each(['at a sign-in', 'told during a sync'])(
    '(%s) closes the rows for good, and gives drafts back with the role',
    async (when) => {
      const pc = newPc()
      const shell = await startShell(pc, simulator)
      await shell.signIn()
      await shell.hasRows()
      const draft = await newDraft(shell)
      simulator.addFault('no-role')
      if (when === 'at a sign-in') await shell.signIn()
      else await shell.engine.call('sync.now', {})
      await shell.until(() => shell.phase() === 'no-role', 'the end of the role')
      await shell.until(() => shell.engines.at(-1)?.exitCode() !== null, 'the end of the engine')
      expect(shell.flow.state()).toMatchObject({ userName: 'Ingrid Solbakken', municipality: 'Sandefjord' })
      await expect(shell.engine.call('cases.open', anyCase)).rejects.toMatchObject({ kind: 'not-open' })
      await shell.flow.stop()

      const again = await startShell(pc, simulator)
      expect(again.flow.state()).toMatchObject({ phase: 'signed-out', known: { offlineAllowed: false } })
      await expect(again.flow.continueOffline()).rejects.toMatchObject({ kind: 'not-signed-in' })
      simulator.clearFaults()
      await again.signIn()
      expect((await again.engine.call('drafts.get', { id: draft.id })).id).toBe(draft.id)
      // The first sync with the role is over before the app ends.
      await again.hasRows()
      await again.flow.stop()
      expect((await startShell(pc, simulator)).flow.state()).toMatchObject({ phase: 'ready' })
    },
  )
})

describe('a profile that cannot be written', () => {
  it('neither ends the work under way nor keeps rows open beyond the offline period', async () => {
    const pc = newPc()
    const clock = { now: new Date() }
    const shell = await startShell(pc, simulator, clock)
    await shell.signIn()
    await shell.hasRows()
    const file = join(pc.folder, 'users', pc.users()[0] ?? '', 'profile.sealed')
    rmSync(file)
    mkdirSync(file)
    const before = shell.statuses.length
    await shell.engine.call('sync.now', {})
    await shell.until(
      () => shell.statuses.slice(before).some(({ phase, hasReplica }) => phase === 'idle' && hasReplica),
      'the next sync',
    )
    const log = () =>
      readdirSync(join(pc.folder, 'logs')).map((name) => readFileSync(join(pc.folder, 'logs', name), 'utf8'))
    await shell.until(() => log().join('').includes('remember'), 'a line in the log')
    expect(shell.states.map(({ phase }) => phase)).not.toContain('failed')
    expect(shell.phase()).toBe('ready')
    clock.now = days(15)
    await shell.flow.checkOfflinePeriod()
    expect(shell.flow.state()).toMatchObject({ phase: 'signed-out', known: { offlineAllowed: false } })
  })
})

it('a municipality whose address is not safe is dropped also when it is the sync that told it', async () => {
  const shell = await startShell(newPc(), simulator, undefined, async (input, init) => {
    const response = await fetch(input, init)
    if (!String(input).endsWith('/WhoAmI')) return response
    const text = await response.text()
    return new Response(text.replace(/http:\/\/127\.0\.0\.1(:\d+\/[^"]*3805)/, 'http://imdi.example$1'), response)
  })
  await shell.signIn(3)
  const state = shell.flow.state()
  if (state.phase !== 'choose-municipality') throw new Error(state.phase)
  await shell.flow.chooseMunicipality(state.municipalities[0]?.id ?? '')
  expect(shell.flow.state()).toMatchObject({ municipalities: [{ name: 'Sandefjord' }, { name: 'Larvik' }] })
  await shell.hasRows()
  await shell.until(() => {
    const now = shell.flow.state()
    return now.phase === 'ready' && now.municipalities.length === 1
  }, 'leaving out the unsafe one')
})

describe('wiping', () => {
  it('ends signed out also when the keychain refuses, and tells it', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    pc.keychain.refuseRemoval()
    await shell.flow.signOut(true)
    expect(shell.flow.state()).toEqual({ phase: 'signed-out', known: null, failure: 'keychain-missing' })
    expect(pc.users()).toEqual([])
  })

  it('that was broken off is finished at the next start', async () => {
    const pc = newPc()
    const shell = await startShell(pc, simulator)
    await shell.signIn()
    await shell.flow.stop()
    const users = join(pc.folder, 'users')
    const [user = ''] = pc.users()
    cpSync(join(users, user), join(users, `${user}.0a1b2c3d.removed`), { recursive: true })
    expect((await startShell(pc, simulator)).phase()).toBe('ready')
    expect(pc.users()).toEqual([user])
  })
})
