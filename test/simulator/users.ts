import { guidOf } from '../generators/guid.ts'
import { mix } from '../generators/random.ts'
import { spaces } from '../generators/rows.ts'

export const mainRole = 'Kommune saksbehandler INTTIL/EMTIL'
/** The same role under its later name. */
export const mainRoleLater = 'Kommune saksbehandler IMDi Tilskudd'
export const extraRole = 'Kommune saksbehandler ekstratilskudd'

export interface User {
  readonly id: string
  readonly username: string
  readonly password: string
  /** Stands for the code that Buypass Code shows; always the same here. */
  readonly otp: string
  readonly name: string
  roles: readonly string[]
  /** Municipality numbers, the usual one first. */
  kommuner: readonly string[]
}

const user = (at: number, username: string, name: string, roles: string[], kommuner: string[]): User => ({
  id: guidOf(mix(spaces.user), at),
  username,
  password: `Tilskudd-${at + 1}-2021`,
  otp: String(123456 + at * 111_111),
  name,
  roles,
  kommuner,
})

/** Invented staff: both roles, the main role only, no role, and one who serves two municipalities. */
export const createUsers = (): User[] => [
  user(0, 'ingrid.solbakken', 'Ingrid Solbakken', [mainRole, extraRole], ['3804']),
  user(1, 'even.strand', 'Even Strand', [mainRole], ['3804']),
  user(2, 'turid.naess', 'Turid Næss', [], ['3804']),
  user(3, 'amalie.lunde', 'Amalie Lunde', [mainRoleLater, extraRole], ['3804', '3805']),
]

export const hasMainRole = (roles: readonly string[]): boolean =>
  roles.includes(mainRole) || roles.includes(mainRoleLater) || roles.includes(extraRole)
