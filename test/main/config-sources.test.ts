import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  configSources,
  environmentSource,
  fileSource,
  parseRegistry,
  writableByOrdinaryUsers,
} from '../../main/config-sources.ts'
import { temporaryFolder } from './temporary-folder.ts'

const surroundings = (folder: string, packaged: boolean) => ({
  platform: 'linux' as const,
  env: { TILSKUDDSMAPPEN_CLIENT_ID: 'from-environment' },
  packaged,
  dataFolder: folder,
  programFolder: temporaryFolder(),
})

describe('the places that may configure the app', () => {
  it('hold the environment only in development', () => {
    const names = (packaged: boolean) => configSources(surroundings(temporaryFolder(), packaged)).map((it) => it.name)
    expect(names(false)[0]).toBe('miljøvariablene')
    expect(names(true)).not.toContain('miljøvariablene')
  })

  it("have the user's own file last", () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'config.json'), '\uFEFF{"clientId":"own"}')
    expect(configSources(surroundings(folder, true)).at(-1)?.values).toEqual({ clientId: 'own' })
  })

  it('leave out no machine-wide file in silence: one that ordinary users can change stops the start', () => {
    const given = surroundings(temporaryFolder(), true)
    const file = join(given.programFolder, 'config.json')
    writeFileSync(file, '{}')
    chmodSync(file, 0o666)
    expect(() => configSources(given)).toThrow(
      expect.objectContaining({ kind: 'config-invalid', detail: expect.stringContaining(file) }),
    )
  })
})

describe('a file', () => {
  it('that does not exist sets nothing, and one that is no JSON is passed on to be refused', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'config.json')
    expect(fileSource(path).values).toEqual({})
    writeFileSync(path, '{ "apiBase": ')
    expect(fileSource(path).values).toBeNull()
  })

  it.runIf(process.getuid?.() === 0)(
    "counts as IT's own only when root owns it and its folder, and nobody else may write",
    () => {
      const folder = temporaryFolder()
      const path = join(folder, 'config.json')
      writeFileSync(path, '{}', { mode: 0o644 })
      chmodSync(folder, 0o755)
      expect(writableByOrdinaryUsers(path, 'linux')).toBe(false)
      chmodSync(folder, 0o777)
      expect(writableByOrdinaryUsers(path, 'linux')).toBe(true)
      chmodSync(folder, 0o755)
      chmodSync(path, 0o664)
      expect(writableByOrdinaryUsers(path, 'linux')).toBe(true)
    },
  )
})

it('environment variables are named after the fields', () => {
  const env = {
    TILSKUDDSMAPPEN_API_BASE: 'http://127.0.0.1:1/',
    TILSKUDDSMAPPEN_ISSUER: 'http://127.0.0.1:1/',
    TILSKUDDSMAPPEN_CLIENT_ID: 'c',
    TILSKUDDSMAPPEN_SCOPE: '',
  }
  expect(environmentSource(env).values).toEqual({
    apiBase: 'http://127.0.0.1:1/',
    issuer: 'http://127.0.0.1:1/',
    clientId: 'c',
  })
})

it('what reg.exe prints is read, with blanks in values', () => {
  const text =
    '\r\nHKEY_LOCAL_MACHINE\\Software\\Policies\\Tilskuddsmappen\r\n    apiBase    REG_SZ    https://imdi.example/api/\r\n' +
    '    scope    REG_SZ    openid offline_access\r\n    offlineDays    REG_DWORD    0xe\r\n\r\n'
  expect(parseRegistry(text)).toEqual({
    apiBase: 'https://imdi.example/api/',
    scope: 'openid offline_access',
    offlineDays: '0xe',
  })
})
