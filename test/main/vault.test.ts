import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openKeychain } from '../../main/keychain.ts'
import { openDatabaseKeys, openVault } from '../../main/vault.ts'
import { memoryKeychain } from './memory-keychain.ts'
import { temporaryFolder } from './temporary-folder.ts'

const text = z.string()

describe('a vault', () => {
  it('gives back what was written, after the app was started again', async () => {
    const { driver } = memoryKeychain()
    const folder = join(temporaryFolder(), 'user')
    const first = await openVault(folder, 'i/u', openKeychain(driver))
    await first.write('profile', 'Kari Nordmann')
    const second = await openVault(folder, 'i/u', openKeychain(driver))
    expect(await second.read('profile', text)).toBe('Kari Nordmann')
    expect(await second.read('session', text)).toBeNull()
    expect(readFileSync(join(folder, 'profile.sealed')).includes('Kari')).toBe(false)
    expect(readdirSync(folder)).toEqual(['profile.sealed'])
  })

  it('never makes a new key beside existing files: a key gone from the keychain is told, and nothing is changed', async () => {
    const { driver, secrets } = memoryKeychain()
    const folder = join(temporaryFolder(), 'user')
    const vault = await openVault(folder, 'i/u', openKeychain(driver))
    await vault.write('profile', 'x')
    const before = readFileSync(join(folder, 'profile.sealed'))
    secrets.clear()
    await expect(openVault(folder, 'i/u', openKeychain(driver))).rejects.toMatchObject({ kind: 'key-missing' })
    expect(secrets.size).toBe(0)
    expect(readFileSync(join(folder, 'profile.sealed'))).toEqual(before)
  })

  it('calls a damaged file corrupt and leaves it where it is', async () => {
    const { driver } = memoryKeychain()
    const folder = join(temporaryFolder(), 'user')
    const vault = await openVault(folder, 'i/u', openKeychain(driver))
    await vault.write('profile', 'x')
    writeFileSync(join(folder, 'profile.sealed'), 'noe annet')
    await expect(vault.read('profile', text)).rejects.toMatchObject({ kind: 'corrupt' })
    expect(existsSync(join(folder, 'profile.sealed'))).toBe(true)
  })

  it('refuses one sealed file in the place of another', async () => {
    const { driver } = memoryKeychain()
    const folder = join(temporaryFolder(), 'user')
    const vault = await openVault(folder, 'i/u', openKeychain(driver))
    await vault.write('profile', 'x')
    writeFileSync(join(folder, 'session.sealed'), readFileSync(join(folder, 'profile.sealed')))
    await expect(vault.read('session', text)).rejects.toMatchObject({ kind: 'corrupt' })
  })
})

describe('the keys of the databases', () => {
  const municipality = '6a0f1f3e-0000-4000-8000-000000003804'

  it('are made once, are different from each other, and come back the same', async () => {
    const { driver } = memoryKeychain()
    const vault = await openVault(join(temporaryFolder(), 'user'), 'i/u', openKeychain(driver))
    const keys = await openDatabaseKeys(vault, municipality)
    expect(keys.replica).toMatch(/^[0-9a-f]{64}$/)
    expect(keys.replica).not.toBe(keys.work)
    expect(await openDatabaseKeys(vault, municipality)).toEqual(keys)
  })

  it('are not made anew beside a database that exists', async () => {
    const { driver } = memoryKeychain()
    const vault = await openVault(join(temporaryFolder(), 'user'), 'i/u', openKeychain(driver))
    await mkdir(join(vault.folder, municipality), { recursive: true })
    writeFileSync(join(vault.folder, municipality, 'work.db'), 'x')
    await expect(openDatabaseKeys(vault, municipality)).rejects.toMatchObject({ kind: 'key-missing' })
  })
})
