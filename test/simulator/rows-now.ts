import { isoDate } from '../generators/dates.ts'
import { guidOf } from '../generators/guid.ts'
import { payoutSpace } from '../generators/municipality.ts'
import { type Cell, payoutKind, payoutStatus, type Row, termStatus } from '../generators/rows.ts'
import { type Term, termAt } from '../generators/terms.ts'
import type { SetName } from './schema.ts'
import type { World } from './world.ts'

/** The service's time as a moment without fractions. */
export const stamp = (world: World) => `${world.clock.now().toISOString().slice(0, 19)}Z`
export const today = (world: World) => stamp(world).slice(0, 10)

/** Changes a row as IMDi itself would. Unknown keys are left alone. */
export function edit(world: World, set: SetName, id: string, changes: { readonly [column: string]: Cell }): boolean {
  const table = world.table(set)
  const found = table.get(id)
  if (!found) return false
  table.put(id, { ...found.row, ...changes, modifiedon: stamp(world) }, world.nextVersion())
  return true
}

/** All rows of a table as they are now. */
export function* rowsOf(world: World, set: SetName): Generator<Row> {
  const table = world.table(set)
  for (let from = 0; from < table.base.count(); from += 1000) {
    for (const { row } of table.window(from, from + 1000)) yield row
  }
  for (const { row } of [...table.created()]) yield row
}

/** A case's payouts as they are now. */
export function payoutsOf(world: World, caseId: string): Row[] {
  const table = world.table('imdi_utbetalings')
  const index = world.bases.cases.indexOf(caseId)
  const base = index === null ? [] : table.window(...world.bases.payoutsOfCase(index))
  return [...base, ...table.created()].map(({ row }) => row).filter((row) => row._imdi_sak_value === caseId)
}

/** The term that is paid next. */
export function plannedTerm(world: World): Term | null {
  const { plan, terms } = world.municipality
  const rows = [...rowsOf(world, 'imdi_termins')].filter((row) => row.statuscode === termStatus.planned)
  const [next] = rows.sort((a, b) => String(a.imdi_termindato).localeCompare(String(b.imdi_termindato)))
  const first = terms[0]
  if (!next || !first) return null
  return termAt(plan.seed, first.year, (Number(next.imdi_aar) - first.year) * 4 + Number(next.imdi_nummer) - 1)
}

export interface Due {
  readonly amount: number
  readonly code: string
  readonly grantYear: number | null
}

/** Plans a payout of the case in the term. */
export function addPayout(world: World, caseId: string, index: number, term: Term, due: Due): void {
  // Parts above 1000 are never given out at the start.
  const imdi_utbetalingid = guidOf(payoutSpace(world.municipality.plan), index, 1000 + (term.index % 3000))
  world.table('imdi_utbetalings').put(
    imdi_utbetalingid,
    {
      imdi_utbetalingid,
      _imdi_sak_value: caseId,
      _imdi_termin_value: term.id,
      imdi_belop: due.amount,
      imdi_art: payoutKind.payment,
      imdi_tilskuddsaar: due.grantYear,
      imdi_typekode: due.code,
      imdi_utbetalingsdato: isoDate(term.paymentDay),
      imdi_referanse: null,
      statecode: 0,
      statuscode: payoutStatus.planned,
      modifiedon: stamp(world),
    },
    world.nextVersion(),
  )
}
