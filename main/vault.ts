import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere, writeAtomically } from './atomic-file.ts'
import { ShellFailure } from './failure.ts'
import type { Keychain } from './keychain.ts'
import { seal, unseal } from './seal.ts'

/** One user's sealed files: JSON values, each in a file `<name>.sealed` under the user's folder. */
export interface Vault {
  readonly folder: string
  /** The value, or null when there is none. A file that can't be opened or read is `corrupt`. */
  read<T>(name: string, schema: z.ZodType<T>): Promise<T | null>
  write(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
}

/**
 * Opens a user's vault. A user without files gets a new key; files without a key are `key-missing`, and stay as
 * they are: a new key would make them unreadable for good, where the old one may come back with a restored profile.
 */
export async function openVault(folder: string, account: string, keychain: Keychain): Promise<Vault> {
  const key = await keychain.read(account)
  if (key !== null) return vaultWith(folder, key)
  if (await hasFiles(folder)) {
    await keychain.prove()
    throw new ShellFailure('key-missing', folder)
  }
  return vaultWith(folder, await keychain.create(account))
}

function vaultWith(folder: string, key: Buffer): Vault {
  const fileOf = (name: string) => join(folder, `${name}.sealed`)
  return {
    folder,
    read: async (name, schema) => {
      const sealed = await readIfThere(fileOf(name))
      if (sealed === null) return null
      const plain = unseal(key, sealed, name)
      const parsed = plain === null ? null : schema.safeParse(JSON.parse(plain.toString()))
      if (!parsed?.success) throw new ShellFailure('corrupt', fileOf(name))
      return parsed.data
    },
    write: (name, value) => writeAtomically(fileOf(name), seal(key, Buffer.from(JSON.stringify(value)), name)),
    remove: (name) => rm(fileOf(name), { force: true }),
  }
}

const databaseKeys = z.object({ replica: z.string().length(64), work: z.string().length(64) })
export type DatabaseKeys = z.infer<typeof databaseKeys>

/** The keys of a municipality's two databases, made at the first opening; never anew beside existing databases. */
export async function openDatabaseKeys(vault: Vault, municipalityId: string): Promise<DatabaseKeys> {
  const name = `${municipalityId}/keys`
  const stored = await vault.read(name, databaseKeys)
  if (stored !== null) return stored
  const folder = join(vault.folder, municipalityId)
  if (await hasFiles(folder)) throw new ShellFailure('key-missing', folder)
  const keys = { replica: randomBytes(32).toString('hex'), work: randomBytes(32).toString('hex') }
  await vault.write(name, keys)
  return keys
}

/** Temporary files left by a crash count for nothing. */
async function hasFiles(folder: string): Promise<boolean> {
  try {
    const names = await readdir(folder, { recursive: true, withFileTypes: true })
    return names.some((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
