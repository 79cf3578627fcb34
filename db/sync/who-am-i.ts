/** Who the user is at IMDi, and what the roles open. */
import { z } from 'zod'
import type { Who } from '../client-types.ts'
import { grantTypes } from '../domain.ts'
import type { CaseTypes } from '../replica/roles.ts'
import { roleNames } from './entities.ts'
import type { Outcome } from './outcome.ts'
import type { Transport } from './transport.ts'

const answer = z.object({
  imdi_navn: z.string().catch(''),
  imdi_roller: z.array(z.string()),
  imdi_kommuner: z.array(
    z.object({ kommuneid: z.guid(), kommunenummer: z.string(), navn: z.string(), apiBase: z.string() }),
  ),
})

export async function whoAmI(transport: Transport, signal: AbortSignal): Promise<Outcome<Who>> {
  const outcome = await transport.json('WhoAmI', { signal })
  if (outcome.kind !== 'ok') return outcome
  const read = answer.safeParse(readJson(outcome.value))
  if (!read.success) return { kind: 'unreachable', why: 'WhoAmI is not as promised' }
  const { imdi_navn, imdi_roller, imdi_kommuner } = read.data
  const municipalities = imdi_kommuner.map((k) => ({
    id: k.kommuneid.toLowerCase(),
    number: k.kommunenummer,
    name: k.navn,
    apiBase: k.apiBase,
  }))
  return { kind: 'ok', value: { name: imdi_navn, roles: imdi_roller, municipalities } }
}

export interface Rights {
  readonly main: boolean
  readonly extra: boolean
}

export function rightsOf(roles: readonly string[]): Rights {
  const has = (names: readonly string[]): boolean => names.some((name) => roles.includes(name))
  return { main: has(roleNames.main), extra: has(roleNames.extra) }
}

/** What must happen to the rows on this PC. What was lost and what was gained are told apart: both may be at once. */
export interface RoleChange {
  /** The cases that may stay; null when nothing was lost. */
  readonly lost: CaseTypes | null
  /** There are rows to fetch that this PC has never seen. */
  readonly gained: boolean
  /** Nothing is open to the user now. */
  readonly noRole: boolean
  /** The roles that stand for the rows held once what was lost has left, and before what was gained has come. */
  readonly held: readonly string[]
}

/** Compares the roles that the rows were pulled with and those at IMDi now. Pure. */
export function roleChange(stored: readonly string[], now: readonly string[]): RoleChange {
  const before = rightsOf(stored)
  const after = rightsOf(now)
  const gained = (after.main && !before.main) || (after.extra && !before.extra)
  const stays = (role: string): boolean => {
    const { main, extra } = rightsOf([role])
    return (main && after.main) || (extra && after.extra)
  }
  return {
    lost: whatStays(before, after),
    gained,
    noRole: !after.main && !after.extra,
    // A gain counts as one until its rows are here, also when the app ends in between.
    held: gained ? stored.filter(stays) : now,
  }
}

function whatStays(before: Rights, after: Rights): CaseTypes | null {
  const main = before.main && after.main
  const extra = before.extra && after.extra
  if (main === before.main && extra === before.extra) return null
  if (main) return { except: [grantTypes.extra] }
  return { only: extra ? [grantTypes.extra] : [] }
}

export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
