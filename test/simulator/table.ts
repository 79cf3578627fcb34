import type { Row } from '../generators/rows.ts'
import type { Versioned } from './render.ts'
import type { EntitySet } from './schema.ts'

/** Rows that were there from the start. They are made again when needed, not kept. */
export interface Base {
  readonly count: () => number
  readonly at: (index: number) => Row
  readonly indexOf: (id: string) => number | null
}

/** What happened to a row since the start. `row` is null once it is deleted; `last` is what it was before. */
export interface Change {
  readonly id: string
  readonly version: number
  readonly row: Row | null
  readonly last: Row
}

export const emptyBase: Base = { count: () => 0, at: () => ({}), indexOf: () => null }

/** Versions of rows from the start lie below this; every change afterwards is numbered above it. */
export const firstChangeVersion = 100_000_000

const blockSize = 1000

/** One table of one municipality: the base and, over it, what has changed. */
export interface Table {
  readonly set: EntitySet
  readonly base: Base
  readonly get: (id: string) => Versioned | null
  readonly put: (id: string, row: Row, version: number) => void
  readonly remove: (id: string, version: number) => void
  /** Rows of the base between two positions, as they are now, deleted ones left out. */
  readonly window: (from: number, to: number) => Versioned[]
  /** True while no row of the base between the positions has changed. */
  readonly untouched: (from: number, to: number) => boolean
  /** Rows made after the start, oldest change first. */
  readonly created: () => readonly Versioned[]
  readonly changesAfter: (version: number) => Change[]
  readonly changeCount: () => number
  readonly save: () => TableState
  readonly load: (state: TableState) => void
}

export interface TableState {
  readonly changes: ReadonlyMap<string, Change>
}

export const baseVersion = (index: number): number => 1_000_001 + index

export function createTable(set: EntitySet, base: Base): Table {
  let changes = new Map<string, Change>()
  let touched = new Set<number>()
  /** Keys of the rows that the base does not have, and their list in the order of versions while it holds. */
  let added = new Set<string>()
  let createdRows: Versioned[] | null = null

  const get = (id: string): Versioned | null => {
    const change = changes.get(id)
    if (change) return change.row ? { row: change.row, version: change.version } : null
    const index = base.indexOf(id)
    return index === null ? null : { row: base.at(index), version: baseVersion(index) }
  }
  const record = (change: Change) => {
    // Taken out and put in again, so that the map stays in the order of versions.
    changes.delete(change.id)
    changes.set(change.id, change)
    note(change.id)
  }
  const note = (id: string) => {
    createdRows = null
    const index = base.indexOf(id)
    if (index === null) added.add(id)
    else touched.add(Math.floor(index / blockSize))
  }
  return {
    set,
    base,
    get,
    put: (id, row, version) => record({ id, version, row, last: row }),
    remove: (id, version) => {
      const last = get(id)
      if (last) record({ id, version, row: null, last: last.row })
    },
    window: (from, to) => {
      const rows: Versioned[] = []
      for (let index = from; index < Math.min(to, base.count()); index++) {
        const row = base.at(index)
        const change = touched.has(Math.floor(index / blockSize)) ? changes.get(String(row[set.key])) : undefined
        if (!change) rows.push({ row, version: baseVersion(index) })
        else if (change.row) rows.push({ row: change.row, version: change.version })
      }
      return rows
    },
    untouched: (from, to) => {
      for (let block = Math.floor(from / blockSize); block * blockSize < to; block++) {
        if (touched.has(block)) return false
      }
      return true
    },
    created: () => {
      if (createdRows) return createdRows
      createdRows = []
      for (const id of added) {
        const change = changes.get(id)
        if (change?.row) createdRows.push({ row: change.row, version: change.version })
      }
      createdRows.sort((a, b) => a.version - b.version)
      return createdRows
    },
    changesAfter: (version) => {
      const found: Change[] = []
      for (const change of changes.values()) if (change.version > version) found.push(change)
      return found
    },
    changeCount: () => changes.size,
    save: () => ({ changes: new Map(changes) }),
    load: (state) => {
      changes = new Map(state.changes)
      touched = new Set()
      added = new Set()
      for (const id of changes.keys()) note(id)
    },
  }
}
