import { createHmac, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere, writeAtomically } from './atomic-file.ts'
import { ShellFailure } from './failure.ts'
import type { Vault } from './vault.ts'

const municipality = z.object({
  id: z.guid(),
  number: z.string(),
  name: z.string(),
  apiBase: z.string(),
})
/** A municipality the user serves, with the address of its own service. */
export type ServedMunicipality = z.infer<typeof municipality>

const profile = z.object({
  name: z.string(),
  roles: z.array(z.string()),
  municipalities: z.array(municipality),
  /** The one in use; null until chosen. */
  municipalityId: z.guid().nullable(),
  /** The last time IMDi answered who the user is; the offline period counts from here. */
  lastContactAt: z.string(),
  /** The latest moment seen on this PC's clock, so that a clock turned back does not prolong the offline period. */
  lastSeenAt: z.string(),
  lastSyncedAt: z.string().nullable(),
  /** True after the user signed out: the name is not shown and the rows are not opened before the next sign-in. */
  signedOut: z.boolean(),
  /** True since IMDi told that the user has no role any more: the rows are not opened before a sign-in with one. */
  noRole: z.boolean().default(false),
})
/** What the PC remembers of a user, sealed. */
export type Profile = z.infer<typeof profile>

export const readProfile = (vault: Vault) => vault.read('profile', profile)
export const writeProfile = (vault: Vault, value: Profile) => vault.write('profile', value)

const refreshToken = z.object({ refreshToken: z.string() })

/** A damaged one counts as none: signing in again mends it. */
export async function readRefreshToken(vault: Vault): Promise<string | null> {
  try {
    return (await vault.read('session', refreshToken))?.refreshToken ?? null
  } catch (error) {
    if (error instanceof ShellFailure && error.kind === 'corrupt') return null
    throw error
  }
}
export const writeRefreshToken = (vault: Vault, token: string) => vault.write('session', { refreshToken: token })
export const removeRefreshToken = (vault: Vault) => vault.remove('session')

const installation = z.object({
  id: z.guid(),
  user: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
})
/** This installation's random id and the user last signed in (a hash). */
export type Installation = z.infer<typeof installation>

/**
 * Reads `installation.json`, and makes it at the first start. Holds no personal data. Where users' folders exist a
 * missing or unreadable one is `corrupt`: another id would give the same user a new, empty folder.
 */
export async function openInstallation(dataFolder: string): Promise<Installation> {
  const path = join(dataFolder, 'installation.json')
  const stored = await readIfThere(path)
  if (stored !== null) {
    const parsed = installation.safeParse(parseJson(stored.toString()))
    if (!parsed.success) throw new ShellFailure('corrupt', path)
    return parsed.data
  }
  if (existsSync(join(dataFolder, 'users'))) throw new ShellFailure('corrupt', path)
  const made = { id: randomUUID(), user: null }
  await writeInstallation(dataFolder, made)
  return made
}

export const writeInstallation = (dataFolder: string, value: Installation) =>
  writeAtomically(join(dataFolder, 'installation.json'), JSON.stringify(value))

/** The user's folder and keychain name: the same subject gives the same one, and neither can be read back from it. */
export function userIdOf(installationId: string, issuer: string, subject: string): string {
  return createHmac('sha256', installationId).update(`${issuer}\n${subject}`).digest('hex').slice(0, 32)
}

/** Whether rows may still be opened without signing in. `days` is IT's setting. */
export function offlineAllowed(value: Profile, now: Date, days: number): boolean {
  if (value.noRole) return false
  const latest = Math.max(now.getTime(), Date.parse(value.lastSeenAt))
  return latest - Date.parse(value.lastContactAt) <= days * 24 * 60 * 60 * 1000
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
