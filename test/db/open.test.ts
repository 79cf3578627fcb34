import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EngineError } from '../../db/errors.ts'
import { type WriteDb, workQuery } from '../../db/handles.ts'
import { migrate, newestVersion, versionOf } from '../../db/migrate.ts'
import { replicaSteps } from '../../db/migrations/replica/index.ts'
import { workSteps } from '../../db/migrations/work/index.ts'
import { keyCheckPath, openForReading, openForWriting } from '../../db/open.ts'

const key = 'ab'.repeat(32)
const otherKey = 'cd'.repeat(32)
let folder = ''
let path = ''
const opened: { close(): void }[] = []

const file = (over: { path?: string; key?: string } = {}) => ({
  path,
  key,
  synchronous: 'FULL' as const,
  cacheMegabytes: 4,
  nativeBinding: null,
  ...over,
})

function write(over: { path?: string; key?: string } = {}): WriteDb {
  const db = openForWriting(file(over))
  opened.push(db)
  return db
}

function kindOf(work: () => unknown): string {
  try {
    work()
    return 'no error'
  } catch (error) {
    return error instanceof EngineError ? error.kind : `not ours: ${String(error)}`
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilskudd open æ '))
  path = join(folder, 'work.db')
})
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
  rmSync(folder, { recursive: true, force: true })
})

function filled(): void {
  const db = openForWriting(file())
  migrate(db, workSteps)
  for (let i = 0; i < 500; i++) {
    db.run(workQuery.insertInto('meta').values({ key: `nøkkel ${i}`, value: 'Ødegård '.repeat(20) }))
  }
  db.close()
}

describe('an encrypted file', () => {
  test('reads back what was written, and holds none of it in clear', () => {
    filled()
    const db = openForReading(file())
    opened.push(db)
    expect(db.get(workQuery.selectFrom('meta').select('value').where('key', '=', 'nøkkel 7'))?.value).toContain(
      'Ødegård',
    )
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name))
      expect(bytes.includes(Buffer.from('Ødegård')), name).toBe(false)
      expect(bytes.includes(Buffer.from('SQLite format 3')), name).toBe(false)
    }
  })

  test('another key is refused as wrong-key and changes nothing', () => {
    filled()
    const before = readFileSync(path)
    expect(kindOf(() => openForWriting(file({ key: otherKey })))).toBe('wrong-key')
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(kindOf(() => openForWriting(file()).close())).toBe('no error')
  })

  test('a damaged first page is refused as corrupt, not as a wrong key, and the file stays', () => {
    filled()
    const bytes = readFileSync(path)
    bytes[200] = (bytes[200] ?? 0) ^ 255
    writeFileSync(path, bytes)
    expect(kindOf(() => openForWriting(file()))).toBe('corrupt')
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test('one changed byte further in is noticed when that page is read', () => {
    filled()
    const bytes = readFileSync(path)
    const at = bytes.length - 2000
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(path, bytes)
    const db = openForReading(file())
    opened.push(db)
    expect(kindOf(() => db.all(workQuery.selectFrom('meta').selectAll()))).toBe('corrupt')
  })

  test('a lost key check does not lock the file for its own key', () => {
    filled()
    rmSync(keyCheckPath(path))
    expect(kindOf(() => openForWriting(file()).close())).toBe('no error')
  })

  test('a file from a newer version is refused by name and left as it was', () => {
    filled()
    const db = write()
    db.exec('pragma user_version = 990')
    expect(kindOf(() => migrate(db, workSteps))).toBe('from-future')
    expect(versionOf(db)).toBe(990)
    expect(db.all(workQuery.selectFrom('meta').selectAll())).toHaveLength(500)
  })

  test('reading a file that is not there makes none', () => {
    expect(kindOf(() => openForReading(file()))).toBe('read-only')
    expect(existsSync(path)).toBe(false)
  })

  test('a copy of the file alone opens with the key', () => {
    filled()
    const copy = join(folder, 'kopi.db')
    copyFileSync(path, copy)
    expect(kindOf(() => openForReading(file({ path: copy })).close())).toBe('no error')
  })
})

describe('migrations', () => {
  test.each([
    ['work', workSteps],
    ['replica', replicaSteps],
  ])('the steps of %s rise in tens, and end at the newest number', (_name, steps) => {
    const numbers = steps.map((step) => step.version)
    expect(numbers).toEqual(numbers.map((_, i) => (i + 1) * 10))
    const db = write()
    migrate(db, steps)
    expect(versionOf(db)).toBe(newestVersion(steps))
    migrate(db, steps)
    expect(versionOf(db)).toBe(newestVersion(steps))
  })

  test('a step that fails leaves the file at the step before', () => {
    const db = write()
    const broken = {
      version: 20,
      up: (exec: (sql: string) => void) => {
        exec('create table half (a text)')
        throw new Error('power cut')
      },
    }
    expect(() => migrate(db, [...workSteps, broken])).toThrow('power cut')
    expect(versionOf(db)).toBe(10)
    expect(kindOf(() => db.exec('select * from half'))).toMatch(/no such table/)
  })

  test('a transaction that throws leaves nothing', () => {
    const db = write()
    migrate(db, workSteps)
    const add = () => {
      db.run(workQuery.insertInto('meta').values({ key: 'a', value: 'b' }))
      throw new Error('stop')
    }
    expect(() => db.transaction(add)).toThrow('stop')
    expect(db.all(workQuery.selectFrom('meta').selectAll())).toEqual([])
  })
})
