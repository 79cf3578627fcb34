import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cached } from './cache.ts'

let root: string
let built: number

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tm-cache-'))
  built = 0
  vi.stubEnv('TILSKUDDSMAPPEN_CACHE', root)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

async function build(folder: string): Promise<void> {
  built++
  mkdirSync(join(folder, 'inner'))
  writeFileSync(join(folder, 'inner/file'), 'whole')
  await new Promise((resolve) => setTimeout(resolve, 100))
}

test('an entry is built once and used again', async () => {
  const first = await cached('thing', build)
  expect(await cached('thing', build)).toBe(first)
  expect(readFileSync(join(first, 'inner/file'), 'utf8')).toBe('whole')
  expect(built).toBe(1)
  expect(readdirSync(root)).toEqual(['thing'])
})

test('two clones at once build it once, and both get the whole of it', async () => {
  const [one, other] = await Promise.all([cached('thing', build), cached('thing', build)])
  expect(one).toBe(other)
  expect(built).toBe(1)
})

test.each([
  ['a file was cut short', (entry: string) => writeFileSync(join(entry, 'inner/file'), 'who')],
  ['a file was deleted', (entry: string) => rmSync(join(entry, 'inner/file'))],
  ['it was never finished', (entry: string) => rmSync(join(entry, '.complete.json'))],
])('an entry is built anew when %s', async (_, damage) => {
  const entry = await cached('thing', build)
  damage(entry)
  expect(readFileSync(join(await cached('thing', build), 'inner/file'), 'utf8')).toBe('whole')
  expect(built).toBe(2)
})

test('what a killed run left behind is swept away, its lock too', async () => {
  mkdirSync(join(root, '.thing.4711.abcd/half'), { recursive: true })
  const lock = join(root, 'thing.lock')
  writeFileSync(lock, '')
  utimesSync(lock, new Date(), new Date(Date.now() - 60_000))
  await cached('thing', build)
  expect(readdirSync(root)).toEqual(['thing'])
})

test('a build that fails leaves nothing that looks like an entry', async () => {
  const fails = async (folder: string) => {
    writeFileSync(join(folder, 'half'), '')
    throw new Error('no network')
  }
  await expect(cached('thing', fails)).rejects.toThrow('no network')
  expect(readdirSync(root)).toEqual([])
})
