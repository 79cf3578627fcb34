import { guidOf } from '../generators/guid.ts'
import { generateMunicipality, type Municipality } from '../generators/municipality.ts'
import { type Plan, typeOf } from '../generators/person.ts'
import { mix } from '../generators/random.ts'
import { type Row, spaces, types } from '../generators/rows.ts'
import { type Bases, basesOf, countPayouts } from './base.ts'
import { type Clock, startClock } from './clock.ts'
import { entitySets, type SetName, setNames } from './schema.ts'
import { createTable, emptyBase, firstChangeVersion, type Table, type TableState } from './table.ts'

type Tables = { readonly [name in SetName]: Table }

/** Which run of versions a delta token belongs to. A restore starts a new run that shares the old one's beginning. */
interface Epoch {
  readonly id: number
  /** Earlier runs, with the last version they have in common with this one. */
  readonly shared: ReadonlyMap<number, number>
}

interface Backup {
  readonly version: number
  readonly epoch: Epoch
  readonly tables: ReadonlyMap<SetName, TableState>
}

/** One municipality as IMDi holds it. */
export interface World {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly municipality: Municipality
  readonly bases: Bases
  readonly starts: Uint32Array
  readonly clock: Clock
  readonly table: (name: SetName) => Table
  readonly version: () => number
  readonly nextVersion: () => number
  readonly epoch: () => number
  /** False for a token from before an emptying, or from the part of history that a restore undid. */
  readonly knows: (epoch: number, version: number) => boolean
  /** True when a user without the role for health data may not see the row. */
  readonly sensitive: (set: SetName, row: Row) => boolean
  /** How many rows of the start a user without that role may see. */
  readonly ordinary: (set: SetName) => number
  readonly label: (set: SetName, id: string) => string | null
  /** Runs a client's writes, which succeed or fail together. */
  readonly atomically: <T>(work: () => T) => T
  readonly backUp: () => void
  /** Back to the last backup, or to the start. */
  readonly restore: () => void
  /** With true all tables are empty, as after a mishap at IMDi; with false the rows are there again. */
  readonly setEmptied: (emptied: boolean) => void
  readonly reset: () => void
}

/** Stays the same when number or name change. */
export const municipalityId = (number: string): string => guidOf(mix(spaces.other), Number(number))

export function createWorld(plan: Plan, start: Date): World {
  const municipality = generateMunicipality(plan)
  const starts = countPayouts(municipality)
  const bases = basesOf(municipality, starts)
  const clock = startClock(start)
  const fresh = (filled: boolean): Tables => ({
    imdi_termins: createTable(entitySets.imdi_termins, filled ? bases.terms : emptyBase),
    imdi_tilskuddssaks: createTable(entitySets.imdi_tilskuddssaks, filled ? bases.cases : emptyBase),
    imdi_utbetalings: createTable(entitySets.imdi_utbetalings, filled ? bases.payouts : emptyBase),
    imdi_endringsforesporsels: createTable(entitySets.imdi_endringsforesporsels, emptyBase),
    annotations: createTable(entitySets.annotations, emptyBase),
  })
  let tables = fresh(true)
  let emptied: { readonly tables: Tables; readonly epoch: Epoch } | null = null
  let version = firstChangeVersion
  let epochs = 1
  let epoch: Epoch = { id: 1, shared: new Map() }

  const copy = (): Backup => ({
    version,
    epoch,
    tables: new Map(setNames.map((name) => [name, tables[name].save()])),
  })
  const load = (backup: Backup) => {
    for (const name of setNames) {
      const state = backup.tables.get(name)
      if (state) tables[name].load(state)
    }
  }
  let backup = copy()

  const sensitive = (set: SetName, row: Row): boolean => {
    if (set === 'imdi_tilskuddssaks') return row.imdi_type === types.extra
    if (set === 'imdi_utbetalings') return sensitiveRow('imdi_tilskuddssaks', row._imdi_sak_value)
    if (set === 'imdi_endringsforesporsels') return sensitiveRow('imdi_tilskuddssaks', row._regardingobjectid_value)
    return set === 'annotations' && sensitiveRow('imdi_endringsforesporsels', row._objectid_value)
  }
  const sensitiveRow = (set: SetName, id: unknown): boolean => {
    const found = typeof id === 'string' ? tables[set].get(id) : null
    return found !== null && sensitive(set, found.row)
  }
  let ordinaryRows: { cases: number; payouts: number } | null = null
  const ordinary = () => {
    if (ordinaryRows) return ordinaryRows
    ordinaryRows = { cases: 0, payouts: 0 }
    for (let index = 0; index < plan.cases; index++) {
      if (typeOf(plan, index) === types.extra) continue
      const [from, to] = bases.payoutsOfCase(index)
      ordinaryRows.cases++
      ordinaryRows.payouts += to - from
    }
    return ordinaryRows
  }
  const names: { readonly [name in SetName]: string } = {
    imdi_termins: 'imdi_navn',
    imdi_tilskuddssaks: 'imdi_saksnummer',
    imdi_utbetalings: 'imdi_referanse',
    imdi_endringsforesporsels: 'subject',
    annotations: 'subject',
  }
  return {
    ...plan.municipality,
    municipality,
    bases,
    starts,
    clock,
    table: (name) => tables[name],
    version: () => version,
    nextVersion: () => ++version,
    epoch: () => epoch.id,
    knows: (id, at) => at <= version && (id === epoch.id || at <= (epoch.shared.get(id) ?? -1)),
    sensitive,
    ordinary: (set) => {
      const count = tables[set].base.count()
      if (set === 'imdi_tilskuddssaks') return Math.min(count, ordinary().cases)
      return set === 'imdi_utbetalings' ? Math.min(count, ordinary().payouts) : count
    },
    label: (set, id) => {
      const value = tables[set].get(id)?.row[names[set]]
      return typeof value === 'string' ? value : null
    },
    atomically: (work) => {
      const { imdi_endringsforesporsels: requests, annotations: notes } = tables
      const before = { version, requests: requests.save(), notes: notes.save() }
      try {
        return work()
      } catch (error) {
        requests.load(before.requests)
        notes.load(before.notes)
        version = before.version
        throw error
      }
    },
    backUp: () => {
      backup = copy()
    },
    restore: () => {
      load(backup)
      version = backup.version
      epoch = { id: ++epochs, shared: new Map([...backup.epoch.shared, [backup.epoch.id, backup.version]]) }
    },
    setEmptied: (on) => {
      if (on && !emptied) {
        emptied = { tables, epoch }
        tables = fresh(false)
        epoch = { id: ++epochs, shared: new Map() }
      } else if (!on && emptied) {
        tables = emptied.tables
        epoch = emptied.epoch
        emptied = null
      }
    },
    reset: () => {
      clock.reset()
      tables = fresh(true)
      emptied = null
      epoch = { id: ++epochs, shared: new Map() }
      backup = copy()
    },
  }
}
