import type { Row } from '../generators/rows.ts'
import type { Misbehaviour } from './faults.ts'
import type { Pages } from './pages.ts'
import type { Preferences } from './prefer.ts'
import type { Shape, Versioned } from './render.ts'
import { type Column, type EntitySet, lookupTarget, type SetName } from './schema.ts'
import type { Segment } from './segment.ts'
import type { Signer } from './tokens.ts'
import type { User } from './users.ts'
import type { World } from './world.ts'

/** One request's surroundings: who asks, of which municipality, and what is to go wrong. */
export interface Caller {
  readonly user: User
  readonly world: World
  /** Absolute, with a slash at the end; links given out start with it. */
  readonly apiBase: string
  /** True when the user also sees grants that reveal health. */
  readonly seesAll: boolean
  readonly signer: Signer
  readonly pages: Pages
  /** Results of the last queries, by what was asked and the state of the tables. */
  readonly found: Map<string, readonly Versioned[]>
  readonly misbehaviour: Misbehaviour
}

export interface Reply {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string | Page | null
}

/** A page of rows: its front compressed already, or about to be, and its end as text. */
export interface Page {
  readonly front: Segment | Promise<Segment>
  readonly tail: string
}

export const json = 'application/json; odata.metadata=minimal'

export const visible = (caller: Caller, set: SetName, row: Row): boolean =>
  caller.seesAll || !caller.world.sensitive(set, row)

export function find(caller: Caller, set: EntitySet, id: string): Versioned | null {
  const found = caller.world.table(set.name).get(id.toLowerCase())
  return found && visible(caller, set.name, found.row) ? found : null
}

export function shapeFor(caller: Caller, set: EntitySet, columns: readonly Column[], prefer: Preferences): Shape {
  return {
    set,
    columns,
    annotations: prefer.annotations,
    label: (lookup, row) => {
      const target = lookupTarget(set, lookup, row)
      const id = row[lookup]
      return target && typeof id === 'string' ? caller.world.label(target.name, id) : null
    },
  }
}

/** `imdi_termins(imdi_navn,imdi_aar)` as it stands in a context URL. */
export const contextOf = (caller: Caller, set: EntitySet, select: string | null, suffix = ''): string =>
  `${caller.apiBase}$metadata#${set.name}${select === null ? '' : `(${select})`}${suffix}`
