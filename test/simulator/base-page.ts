import type { Plan } from '../generators/person.ts'
import type { Row } from '../generators/rows.ts'
import { types } from '../generators/rows.ts'
import type { Bases } from './base.ts'
import { type Annotations, renderRow, type Shape } from './render.ts'
import { type EntitySet, entitySets, lookupTarget, type SetName } from './schema.ts'
import { baseVersion } from './table.ts'

/** A stretch of rows as they were at the start, and how they are wanted. Plain data: it travels to worker threads. */
export interface BaseWish {
  readonly set: SetName
  readonly columns: readonly string[]
  readonly annotations: Annotations
  readonly seesAll: boolean
  /** What the answer begins with, up to the first row. */
  readonly head: string
  readonly from: number
  readonly to: number
}

/** What a worker thread needs to make the same rows again. */
export interface BaseSource {
  readonly plan: Plan
  readonly starts: Uint32Array
}

const baseOf = (bases: Bases, set: SetName) =>
  set === 'imdi_termins' ? bases.terms : set === 'imdi_tilskuddssaks' ? bases.cases : bases.payouts

function shapeOf(bases: Bases, set: EntitySet, wish: BaseWish): Shape {
  const shown: { readonly [name: string]: string } = {
    imdi_termins: 'imdi_navn',
    imdi_tilskuddssaks: 'imdi_saksnummer',
  }
  return {
    set,
    columns: set.columns.filter((column) => wish.columns.includes(column.name)),
    annotations: wish.annotations,
    label: (lookup, row) => {
      const target = lookupTarget(set, lookup, row)?.name
      const index = target ? baseOf(bases, target).indexOf(String(row[lookup])) : null
      if (!target || index === null) return null
      return String(baseOf(bases, target).at(index)[shown[target] ?? ''] ?? '')
    },
  }
}

function sensitive(bases: Bases, set: SetName, row: Row): boolean {
  if (set === 'imdi_tilskuddssaks') return row.imdi_type === types.extra
  if (set !== 'imdi_utbetalings') return false
  const index = bases.cases.indexOf(String(row._imdi_sak_value))
  return index !== null && bases.cases.at(index).imdi_type === types.extra
}

/** The front of a page made from the start's rows alone. */
export function basePage(bases: Bases, wish: BaseWish): string {
  const set = entitySets[wish.set]
  const base = baseOf(bases, wish.set)
  const shape = shapeOf(bases, set, wish)
  let text = wish.head
  let first = true
  for (let index = wish.from; index < wish.to; index++) {
    const row = base.at(index)
    if (!wish.seesAll && sensitive(bases, wish.set, row)) continue
    text += `${first ? '' : ','}${renderRow({ row, version: baseVersion(index) }, shape)}`
    first = false
  }
  return text
}
