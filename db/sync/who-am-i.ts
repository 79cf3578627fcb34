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

export type RoleChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'no-role' }
  | { readonly kind: 'gained' }
  /** The cases that may stay. */
  | { readonly kind: 'lost'; readonly keep: CaseTypes }

/** What must happen to the rows on this PC when the roles they were pulled with are no longer those at IMDi. Pure. */
export function roleChange(stored: readonly string[], now: readonly string[]): RoleChange {
  const before = rightsOf(stored)
  const after = rightsOf(now)
  if (!after.main && !after.extra) return { kind: 'no-role' }
  // What was gained must be fetched, and a full pull leaves out what was lost at the same time.
  if ((after.main && !before.main) || (after.extra && !before.extra)) return { kind: 'gained' }
  if (before.extra && !after.extra) return { kind: 'lost', keep: { except: [grantTypes.extra] } }
  if (before.main && !after.main) return { kind: 'lost', keep: { only: [grantTypes.extra] } }
  return { kind: 'none' }
}

export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
