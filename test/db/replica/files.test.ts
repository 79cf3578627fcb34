import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nextReplicaNumber, replicaNumbers } from '../../../db/replica/files.ts'
import { createWriter, type Writer } from '../../../db/roles/writer.ts'
import { keys, temporaryFolder } from '../support.ts'

let folder: ReturnType<typeof temporaryFolder>
let writer: Writer
const open = (): Writer => createWriter({ folder: folder.path, key: keys.replica, nativeBinding: null })
const roles = ['a role']
const at = '2021-11-01T00:00:00Z'

beforeEach(() => {
  folder = temporaryFolder()
  writer = open()
  writer.beginFilling({ roles, fresh: false, at })
  writer.build(null)
  writer.accept(null)
})
afterEach(() => {
  writer.close(null)
  folder.remove()
})

/** As when a virus scanner holds the file: what stands in its place can't be removed as a file. */
function hold(name: string): void {
  rmSync(`${folder.path}/${name}`, { force: true })
  mkdirSync(`${folder.path}/${name}`)
}

test('a file that cannot be removed does not keep the writer from throwing it away and beginning another', () => {
  const { number } = writer.beginFilling({ roles, fresh: false, at })
  hold(`replica-${number}.db.keycheck`)
  writer.discardFilling(null)
  expect(writer.state(null)).toMatchObject({ current: { number: 1 }, filling: null })
  expect(writer.beginFilling({ roles, fresh: false, at }).number).toBe(number + 1)
})

test('a database that is held stays whole, and the next start goes on with the file in use', () => {
  const { number } = writer.beginFilling({ roles, fresh: false, at })
  writer.close(null)
  hold(`replica-${number}.db`)
  writer = open()
  expect(writer.state(null).current).toMatchObject({ number: 1 })
  expect(writer.beginFilling({ roles, fresh: true, at }).number).toBe(number + 1)
  writer.discardFilling(null)
})

test('what was left beside a database that is gone is swept at the next start, and its number not used before', () => {
  for (const end of ['-wal', '-shm', '.keycheck']) writeFileSync(`${folder.path}/replica-7.db${end}`, 'left')
  expect(nextReplicaNumber(folder.path)).toBe(8)
  writer.close(null)
  writer = open()
  expect(readdirSync(folder.path).filter((name) => name.startsWith('replica-7'))).toEqual([])
  expect(existsSync(`${folder.path}/replica-1.db`)).toBe(true)
  expect(replicaNumbers(folder.path)).toEqual([1])
})
