import { dayOf, isoDate } from '../generators/dates.ts'
import { guidOf, readGuid } from '../generators/guid.ts'
import { caseNumber } from '../generators/identifiers.ts'
import { caseSpace, factsOf, payoutSpace } from '../generators/municipality.ts'
import { otherMunicipalities } from '../generators/names.ts'
import { grantIn } from '../generators/payouts.ts'
import { fraction, mix, randomOf } from '../generators/random.ts'
import { yearlyRate } from '../generators/rates.ts'
import {
  type Cell,
  caseStatus,
  payoutKind,
  payoutStatus,
  type Row,
  spaces,
  stopReason,
  termStatus,
  types,
} from '../generators/rows.ts'
import { type Term, termAt, termRow } from '../generators/terms.ts'
import type { SetName } from './schema.ts'
import type { World } from './world.ts'

const stamp = (world: World) => `${world.clock.now().toISOString().slice(0, 19)}Z`
const today = (world: World) => stamp(world).slice(0, 10)

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

/** A case's number in the plan, for those that came later too. */
function indexOfCase(world: World, id: string): number | null {
  return readGuid(caseSpace(world.municipality.plan), id)?.index ?? null
}

function payoutsOf(world: World, caseId: string): Row[] {
  const table = world.table('imdi_utbetalings')
  const index = world.bases.cases.indexOf(caseId)
  const base = index === null ? [] : table.window(...world.bases.payoutsOfCase(index))
  return [...base, ...table.created()].map(({ row }) => row).filter((row) => row._imdi_sak_value === caseId)
}

function newTotal(total: Cell | undefined, added: number): number {
  return (Math.round(Number(total ?? 0) * 100) + Math.round(added * 100)) / 100
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

interface Due {
  readonly amount: number
  readonly code: string
  readonly grantYear: number | null
}

function dueIn(row: Row, facts: ReturnType<typeof factsOf>, term: Term, start: number): Due | null {
  const grantYear = term.year - start + 1
  if (grantYear < 2 || (row.imdi_type === types.extra && term.number !== 2)) return null
  const shift = start - yearOf(facts.person.qualifyingDay)
  const grant = grantIn(facts, term.year - (row.imdi_type === types.separate ? 0 : shift))
  if (!grant) return null
  const rate = yearlyRate(grant.code, term.year)
  return { amount: row.imdi_type === types.extra ? rate : rate / 4, code: grant.code, grantYear: grant.grantYear }
}

function addPayout(world: World, caseId: string, index: number, term: Term, due: Due): void {
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

function stopCase(world: World, id: string, reason: number, movedTo: string | null): void {
  edit(world, 'imdi_tilskuddssaks', id, {
    statuscode: caseStatus.stopped,
    statecode: 1,
    imdi_stoppaarsak: reason,
    imdi_stoppdato: today(world),
    imdi_tilflyttetkommune: reason === stopReason.moved ? movedTo : null,
  })
  for (const row of payoutsOf(world, id)) {
    if (row.statuscode !== payoutStatus.planned) continue
    edit(world, 'imdi_utbetalings', String(row.imdi_utbetalingid), {
      statuscode: payoutStatus.held,
      imdi_utbetalingsdato: null,
    })
  }
}

/** Active cases drawn by chance, the same ones every time for the same history. */
function drawActive(world: World, count: number): string[] {
  const salt = mix(world.municipality.plan.seed, world.version())
  const found: { id: string; at: number }[] = []
  for (const row of rowsOf(world, 'imdi_tilskuddssaks')) {
    const id = String(row.imdi_tilskuddssakid)
    if (row.statuscode === caseStatus.active)
      found.push({ id, at: fraction(salt, Number.parseInt(id.slice(0, 8), 16)) })
  }
  return found
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ id }) => id)
}

/** Stops some cases (or the named one) because the person moved, or for another reason (1–4). */
export function moveAway(world: World, count: number, id?: string, reason: number = stopReason.moved): string[] {
  const random = randomOf(world.municipality.plan.seed, world.version())
  const chosen = id ? [id.toLowerCase()] : drawActive(world, count)
  for (const each of chosen) stopCase(world, each, reason, random.pick(otherMunicipalities))
  return chosen
}

/** New persons are settled: one case each, its first payout planned in the coming term. */
export function newCases(world: World, count: number): string[] {
  const { plan } = world.municipality
  const term = plannedTerm(world)
  const table = world.table('imdi_tilskuddssaks')
  const made: string[] = []
  for (let index = plan.cases; made.length < count; index++) {
    const row = world.municipality.caseAt(index).case
    const id = String(row.imdi_tilskuddssakid)
    if (
      row.imdi_type !== types.integration ||
      table.get(id) ||
      table.changesAfter(0).some((change) => change.id === id)
    )
      continue
    const date = isoDate(dayOf(today(world)) - 14)
    const year = Number(date.slice(0, 4))
    table.put(
      id,
      {
        ...row,
        imdi_saksnummer: caseNumber(year, year, index),
        imdi_typekode: 'AR-1',
        imdi_kvalifiseringsdato: date,
        imdi_bosettingsdato: date,
        imdi_tilskuddsaar: 1,
        imdi_totaltbelop: 0,
        imdi_fraflyttetkommune: null,
        imdi_tilflyttetkommune: null,
        imdi_stoppaarsak: null,
        imdi_stoppdato: null,
        statecode: 0,
        statuscode: caseStatus.active,
        modifiedon: stamp(world),
      },
      world.nextVersion(),
    )
    if (term) addPayout(world, id, index, term, { amount: yearlyRate('AR-1', year), code: 'AR-1', grantYear: 1 })
    made.push(id)
  }
  return made
}

/** Planned amounts are corrected: every chosen case's next planned payout shrinks to three quarters. */
export function changeAmounts(world: World, count: number): string[] {
  const changed: string[] = []
  for (const id of drawActive(world, count * 3)) {
    const planned = payoutsOf(world, id).find((row) => row.statuscode === payoutStatus.planned)
    if (!planned || changed.length >= count) continue
    const imdi_belop = Math.round(Number(planned.imdi_belop) * 75) / 100
    edit(world, 'imdi_utbetalings', String(planned.imdi_utbetalingid), { imdi_belop })
    changed.push(String(planned.imdi_utbetalingid))
  }
  return changed
}

/** The case and its payouts leave the municipality's view. */
export function deleteCases(world: World, count: number, id?: string): string[] {
  const chosen = id ? [id.toLowerCase()] : drawActive(world, count)
  for (const each of chosen) {
    for (const row of payoutsOf(world, each))
      world.table('imdi_utbetalings').remove(String(row.imdi_utbetalingid), world.nextVersion())
    world.table('imdi_tilskuddssaks').remove(each, world.nextVersion())
  }
  return chosen
}

export interface Answer {
  readonly activityid?: string | undefined
  readonly statuscode: number
  readonly svar: string
  /** Text of a note that IMDi adds under the request. */
  readonly note?: string | undefined
}

/** IMDi answers one request, or all that are open. */
export function answer(world: World, { activityid, statuscode, svar, note }: Answer): string[] {
  const open = [...rowsOf(world, 'imdi_endringsforesporsels')].filter((row) =>
    activityid ? row.activityid === activityid.toLowerCase() : Number(row.statuscode) <= 3,
  )
  return open.map((row) => {
    const id = String(row.activityid)
    edit(world, 'imdi_endringsforesporsels', id, { statuscode, imdi_svar: svar, statecode: statuscode > 3 ? 1 : 0 })
    if (note) addNote(world, id, note)
    return id
  })
}

function addNote(world: World, activityid: string, notetext: string): void {
  const version = world.nextVersion()
  const annotationid = guidOf(mix(world.municipality.plan.seed, spaces.note), version)
  const at = stamp(world)
  world.table('annotations').put(
    annotationid,
    {
      annotationid,
      subject: 'Svar fra IMDi',
      notetext,
      _objectid_value: activityid,
      createdon: at,
      modifiedon: at,
      statecode: 0,
      statuscode: 1,
    },
    version,
  )
}

/** IMDi takes a request up the moment it arrives: the title is theirs from now on. */
export function editArrived(world: World, activityid: string): void {
  const subject = String(world.table('imdi_endringsforesporsels').get(activityid)?.row.subject ?? '')
  edit(world, 'imdi_endringsforesporsels', activityid, { subject: `[IMDi] ${subject}`.slice(0, 200), statuscode: 2 })
}

/** Stops the active cases whose key occurs in what the client sent. */
export function stopRegarding(world: World, text: string): void {
  for (const [, id = ''] of text.matchAll(/imdi_tilskuddssaks\(([0-9a-fA-F-]{36})\)/g)) {
    const found = world.table('imdi_tilskuddssaks').get(id.toLowerCase())
    if (found?.row.statuscode === caseStatus.active) stopCase(world, id.toLowerCase(), stopReason.moved, '3801')
  }
}
