import { isoDate } from '../generators/dates.ts'
import { readGuid } from '../generators/guid.ts'
import { caseSpace, factsOf } from '../generators/municipality.ts'
import { grantIn } from '../generators/payouts.ts'
import { yearlyRate } from '../generators/rates.ts'
import { type Cell, caseStatus, payoutStatus, type Row, termStatus, types } from '../generators/rows.ts'
import { type Term, termAt, termRow } from '../generators/terms.ts'
import { addPayout, type Due, edit, plannedTerm, rowsOf, stamp } from './rows-now.ts'
import type { World } from './world.ts'

/** A case's number in the plan, for those that came later too. */
function indexOfCase(world: World, id: string): number | null {
  return readGuid(caseSpace(world.municipality.plan), id)?.index ?? null
}

function newTotal(total: Cell | undefined, added: number): number {
  return (Math.round(Number(total ?? 0) * 100) + Math.round(added * 100)) / 100
}

/**
 * The planned term is paid: its planned rows get date and reference, totals grow, and the next term is planned. In a
 * new year cases take their new grant year, and those past their last one end.
 */
export function payTerm(world: World): { readonly term: string; readonly paid: number; readonly planned: number } {
  const term = plannedTerm(world)
  if (!term) return { term: '', paid: 0, planned: 0 }
  world.clock.moveTo(new Date((term.paymentDay * 24 + 7) * 3_600_000))
  const at = stamp(world)
  const payouts = world.table('imdi_utbetalings')
  const cases = world.table('imdi_tilskuddssaks')
  let paid = 0
  for (const row of rowsOf(world, 'imdi_utbetalings')) {
    if (row._imdi_termin_value !== term.id || row.statuscode !== payoutStatus.planned) continue
    const id = String(row.imdi_utbetalingid)
    const imdi_referanse = `IT-${String(term.year).slice(2)}-${term.number}-${String(++paid + 50_000_000)}`
    const done = { statuscode: payoutStatus.paid, imdi_utbetalingsdato: isoDate(term.paymentDay), imdi_referanse }
    payouts.put(id, { ...row, ...done, modifiedon: at }, world.nextVersion())
    const owner = cases.get(String(row._imdi_sak_value))
    if (!owner) continue
    const imdi_totaltbelop = newTotal(owner.row.imdi_totaltbelop, Number(row.imdi_belop))
    const imdi_typekode = String(row.imdi_typekode).match(/^(ELDR|BHT)$/) ? owner.row.imdi_typekode : row.imdi_typekode
    const year = row.imdi_tilskuddsaar === null ? {} : { imdi_tilskuddsaar: row.imdi_tilskuddsaar ?? null }
    const changed = { ...owner.row, imdi_totaltbelop, imdi_typekode: imdi_typekode ?? null, ...year, modifiedon: at }
    cases.put(String(row._imdi_sak_value), changed, world.nextVersion())
  }
  edit(world, 'imdi_termins', term.id, { statuscode: termStatus.paid })
  return { term: term.name, paid, planned: plannedTerm(world) ? 0 : planNext(world, term) }
}

/** Makes the term after this one, with the instalments that are due in it. */
function planNext(world: World, previous: Term): number {
  const { plan, terms } = world.municipality
  const term = termAt(plan.seed, terms[0]?.year ?? previous.year, previous.index + 1)
  world.table('imdi_termins').put(term.id, { ...termRow(term, false), modifiedon: stamp(world) }, world.nextVersion())
  let planned = 0
  for (const row of rowsOf(world, 'imdi_tilskuddssaks')) {
    if (row.statuscode !== caseStatus.active) continue
    const id = String(row.imdi_tilskuddssakid)
    const index = indexOfCase(world, id)
    if (index === null) continue
    const start = Number(String(row.imdi_kvalifiseringsdato).slice(0, 4))
    const facts = factsOf(plan, index)
    const lastYear =
      row.imdi_type === types.separate ? facts.lastYear : start + (facts.lastYear - yearOf(facts.person.qualifyingDay))
    if (term.year > lastYear) {
      if (term.number === 1) edit(world, 'imdi_tilskuddssaks', id, { statuscode: caseStatus.ended, statecode: 1 })
      continue
    }
    const due = dueIn(row, facts, term, start)
    if (!due) continue
    addPayout(world, id, index, term, due)
    planned++
  }
  return planned
}

const yearOf = (day: number) => Number(isoDate(day).slice(0, 4))

function dueIn(row: Row, facts: ReturnType<typeof factsOf>, term: Term, start: number): Due | null {
  const grantYear = term.year - start + 1
  if (grantYear < 2 || (row.imdi_type === types.extra && term.number !== 2)) return null
  const shift = start - yearOf(facts.person.qualifyingDay)
  const grant = grantIn(facts, term.year - (row.imdi_type === types.separate ? 0 : shift))
  if (!grant) return null
  const rate = yearlyRate(grant.code, term.year)
  return { amount: row.imdi_type === types.extra ? rate : rate / 4, code: grant.code, grantYear: grant.grantYear }
}
