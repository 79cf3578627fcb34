import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { EngineError } from '../../db/errors.ts'
import { openForWriting } from '../../db/open.ts'
import { replicaPath } from '../../db/replica/files.ts'
import { workPath } from '../../db/roles/drafts.ts'
import { type Simulator, startSimulator } from '../simulator/index.ts'
import { everyCase, keys, openTestDevice, type TestDevice, temporaryFolder } from './support.ts'

let simulator: Simulator
const open: TestDevice[] = []
const cleanUp: (() => void)[] = []
beforeAll(async () => {
  simulator = await startSimulator({ cases: 400 })
})
afterAll(() => simulator.close())
afterEach(async () => {
  for (const device of open.splice(0)) await device.close()
  for (const undo of cleanUp.splice(0).reverse()) undo()
})

async function device(folder: string): Promise<TestDevice> {
  const made = await openTestDevice({
    folder,
    apiBase: simulator.municipalities[0]?.apiBase ?? '',
    token: () => ({ token: simulator.users[0]?.accessToken ?? '' }),
  })
  open.push(made)
  return made
}

async function closeAll(): Promise<void> {
  for (const one of open.splice(0)) await one.close()
}

function newFolder(): string {
  const folder = temporaryFolder()
  cleanUp.push(folder.remove)
  return folder.path
}

const kindOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof EngineError ? error.kind : String(error)),
  )

/** What lies in a folder, to the byte: nothing may be deleted or changed by a refusal. */
const printOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    )

async function filled(): Promise<string> {
  const folder = newFolder()
  const one = await device(folder)
  await one.sync()
  await closeAll()
  // Whoever closes last writes the journal back; done here, so that the files alone are what there is.
  openForWriting({ ...file, path: replicaPath(folder, 1), key: keys.replica }).close()
  openForWriting({ ...file, path: workPath(folder), key: keys.work }).close()
  return folder
}

const file = { synchronous: 'FULL' as const, cacheMegabytes: 2, nativeBinding: null }

function damage(path: string): void {
  const bytes = readFileSync(path)
  bytes[300] = (bytes[300] ?? 0) ^ 255
  writeFileSync(path, bytes)
}

function fromFuture(path: string, key: string): void {
  const db = openForWriting({ ...file, path, key })
  db.exec('pragma user_version = 990')
  db.close()
}

describe('a file that cannot be used is refused by name, and nothing is deleted', () => {
  test.each([
    ['corrupt', 'the replica', (folder: string) => damage(replicaPath(folder, 1))],
    ['corrupt', 'work.db', (folder: string) => damage(workPath(folder))],
    ['from-future', 'the replica', (folder: string) => fromFuture(replicaPath(folder, 1), keys.replica)],
    ['from-future', 'work.db', (folder: string) => fromFuture(workPath(folder), keys.work)],
  ])('%s: %s', async (kind, _which, spoil) => {
    const folder = await filled()
    spoil(folder)
    const before = printOf(folder)
    expect(await kindOf(device(folder))).toBe(kind)
    expect(printOf(folder)).toEqual(before)
  })

  test('a damaged file that was being filled does not stop the good one in use (S5)', async () => {
    const folder = await filled()
    writeFileSync(replicaPath(folder, 2), 'half a file that the power cut left behind'.repeat(200))
    const one = await device(folder)
    expect((await one.call('cases.open', everyCase)).all).toBe(400)
    expect(existsSync(replicaPath(folder, 2))).toBe(true)
    simulator.addFault('expired-delta:delta:1')
    expect(await one.sync()).toMatchObject({ problem: null })
    simulator.clearFaults()
    expect(existsSync(replicaPath(folder, 2))).toBe(false)
  })
})

/** Small file systems of their own need the right to mount; elsewhere there is nothing to prove these on. */
const mayMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'tilskudd-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})()

function mounted(size: string): { folder: string; remount(options: string): void } {
  const folder = newFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  cleanUp.push(() => execFileSync('umount', ['-l', folder]))
  return { folder, remount: (options) => void execFileSync('mount', ['-o', `remount,${options}`, folder]) }
}

describe.runIf(mayMount)('a disk without room', () => {
  test('stops a first pull with its own problem; drafts and what was stored stay, and it goes on with room', async () => {
    const { folder, remount } = mounted('900k')
    const one = await device(folder)
    expect(await one.sync()).toMatchObject({ problem: 'disk-full', hasReplica: false })
    expect(existsSync(workPath(folder))).toBe(true)
    remount('size=64m')
    expect(await one.sync()).toMatchObject({ problem: null, hasReplica: true })
    expect((await one.call('cases.open', everyCase)).all).toBe(400)
  })

  test('refuses a save by its own kind, keeps the last saved text, and saves again with room (S2)', async () => {
    const { folder, remount } = mounted('64m')
    const one = await device(folder)
    await one.sync()
    const list = await one.call('cases.open', everyCase)
    const page = await one.call('cases.page', { version: list.version, from: 0, to: 1 })
    const id = page.stale ? '' : (page.rows[0]?.id ?? '')
    const draft = await one.call('drafts.create', { regarding: { kind: 'case', id }, problem: null })
    const typed = (what: string) => ({ ...draft.fields, termIds: [], what })
    await one.call('drafts.save', { id: draft.id, revision: 1, fields: typed('Lagret før disken ble full') })
    writeFileSync(join(folder, 'fyll'), Buffer.alloc(1))
    execFileSync('sh', ['-c', 'dd if=/dev/zero of="$0/fyll" bs=4k 2>/dev/null || true', folder])
    let kind = 'no error'
    let revision = 1
    // The journal may have a little room left in pages it owns already.
    for (let i = 0; i < 40 && kind === 'no error'; i++) {
      kind = await kindOf(
        one.call('drafts.save', { id: draft.id, revision: ++revision, fields: typed('x'.repeat(19_000)) }),
      )
    }
    expect(kind).toBe('disk-full')
    rmSync(join(folder, 'fyll'))
    remount('size=96m')
    await one.call('drafts.save', { id: draft.id, revision, fields: typed('Lagret etterpå') })
    await closeAll()
    const again = await device(folder)
    expect((await again.call('drafts.get', { id: draft.id })).fields.what).toBe('Lagret etterpå')
  })

  test('a read-only disk is told as such', async () => {
    const { folder, remount } = mounted('64m')
    const one = await device(folder)
    await one.sync()
    await closeAll()
    remount('ro')
    expect(await kindOf(device(folder))).toBe('read-only')
  })
})
