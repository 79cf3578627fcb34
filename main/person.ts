import { join } from 'node:path'
import type { KnownUser, Municipality } from '../preload/contract.ts'
import type { Keychain } from './keychain.ts'
import {
  offlineAllowed,
  type Profile,
  readProfile,
  readRefreshToken,
  removeRefreshToken,
  type ServedMunicipality,
  writeProfile,
  writeRefreshToken,
} from './profile.ts'
import type { Provider } from './session.ts'
import { createTokenSource, type TokenSource } from './tokens.ts'
import { openVault, type Vault } from './vault.ts'

/** A user with an open vault on this PC. */
export interface Person {
  readonly id: string
  readonly vault: Vault
  readonly tokens: TokenSource
  /** Null until IMDi has once told who this is. */
  profile(): Profile | null
  /** Changes what is remembered; one change after the other, the last one stays. */
  remember(change: Profile | ((before: Profile) => Profile)): Promise<void>
}

export interface PersonDeps {
  readonly usersFolder: string
  readonly installationId: string
  readonly keychain: Keychain
  readonly provider: Provider
  readonly monotonic: () => number
  /** The session of this person is over. */
  readonly ended: () => void
}

export const accountOf = (installationId: string, userId: string) => `${installationId}/${userId}`

export async function openPerson(id: string, deps: PersonDeps): Promise<Person> {
  const vault = await openVault(join(deps.usersFolder, id), accountOf(deps.installationId, id), deps.keychain)
  let profile = await readProfile(vault)
  let writing: Promise<void> = Promise.resolve()
  return {
    id,
    vault,
    tokens: createTokenSource({
      store: {
        read: () => readRefreshToken(vault),
        write: (token) => writeRefreshToken(vault, token),
        remove: () => removeRefreshToken(vault),
      },
      refresh: deps.provider.refresh,
      now: deps.monotonic,
      ended: deps.ended,
    }),
    profile: () => profile,
    remember: (change) => {
      const next = typeof change === 'function' ? profile && change(profile) : change
      if (next === null) return writing
      profile = next
      writing = writing.catch(() => {}).then(() => writeProfile(vault, next))
      return writing
    },
  }
}

/** The municipality in use, or the only one there is. */
export function municipalityOf(profile: Profile): ServedMunicipality | null {
  const chosen = profile.municipalities.find((served) => served.id === profile.municipalityId)
  return chosen ?? (profile.municipalities.length === 1 ? (profile.municipalities[0] ?? null) : null)
}

/** What the sign-in page may show; null after signing out, and before a municipality was chosen. */
export function knownUser(profile: Profile | null, now: Date, offlineDays: number): KnownUser | null {
  const served = profile && municipalityOf(profile)
  if (!profile || !served || profile.signedOut) return null
  return {
    name: profile.name,
    municipality: shown(served),
    lastSyncedAt: profile.lastSyncedAt,
    offlineAllowed: offlineAllowed(profile, now, offlineDays),
  }
}

/** The window is told no addresses. */
export const shown = ({ id, number, name }: ServedMunicipality): Municipality => ({ id, number, name })
