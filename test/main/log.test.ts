import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLog } from '../../main/log.ts'
import { temporaryFolder } from './temporary-folder.ts'

function written(work: (log: ReturnType<typeof openLog>) => void) {
  const folder = temporaryFolder()
  work(openLog(folder, 'tilskuddsmappen', () => new Date('2026-11-21T08:00:00Z')))
  return readFileSync(join(folder, 'tilskuddsmappen.log'), 'utf8')
}

it('a log line holds the event, numbers and short codes', () => {
  const text = written((log) => log.warn('engine-ended', { code: 9, kind: 'engine-gone' }))
  expect(JSON.parse(text)).toEqual({
    at: '2026-11-21T08:00:00.000Z',
    level: 'warn',
    event: 'engine-ended',
    code: 9,
    kind: 'engine-gone',
  })
})

it.each([
  ['a name', 'Kari Nordmann'],
  ['a DUF number', '202221651902'],
  ['an identity number', '14839440708'],
  ['a key', '6a0f1f3e-1111-4222-8333-000000003804'],
  ['a token', 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJrYXJpIn0.abc'],
])('%s never stands in the log, only a hash of it', (_, value) => {
  const text = written((log) => log.info('event', { value }))
  expect(text).not.toContain(value)
  expect(JSON.parse(text).value).toMatch(/^h-[0-9a-f]{8}$/)
})

it('an error is told by its name, code and place, never by its message', () => {
  const text = written((log) =>
    log.error('call', Object.assign(new TypeError('UNIQUE failed: Kari Nordmann'), { code: 'SQLITE_FULL' })),
  )
  expect(text).not.toContain('Kari')
  expect(JSON.parse(text)).toMatchObject({
    name: 'TypeError',
    code: 'SQLITE_FULL',
    place: expect.stringContaining('log.test.ts'),
  })
})

it('the log is bounded: two files of one megabyte', () => {
  const folder = temporaryFolder()
  const log = openLog(folder, 'tilskuddsmappen')
  const fields = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`felt-${at}`, at]))
  for (let line = 0; line < 500; line += 1) log.info('event', fields)
  expect(readdirSync(folder).sort()).toEqual(['tilskuddsmappen.log', 'tilskuddsmappen.log.1'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(1_100_000)
})

it('a folder that can not be written does not stop the app', () => {
  const file = join(temporaryFolder(), 'a-file')
  writeFileSync(file, '')
  expect(() => openLog(file, 'tilskuddsmappen').info('event')).not.toThrow()
})
