import { dayOf, isoDate } from '../generators/dates.ts'
import { caseNumber } from '../generators/identifiers.ts'
import { otherMunicipalities } from '../generators/names.ts'
import { fraction, mix, randomOf } from '../generators/random.ts'
import { yearlyRate } from '../generators/rates.ts'
import { caseStatus, payoutStatus, stopReason, types } from '../generators/rows.ts'
import { addPayout, edit, payoutsOf, plannedTerm, rowsOf, stamp, today } from './rows-now.ts'
import type { World } from './world.ts'

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

/** Stops the active cases whose key occurs in what the client sent. */
export function stopRegarding(world: World, text: string): void {
  for (const [, id = ''] of text.matchAll(/imdi_tilskuddssaks\(([0-9a-fA-F-]{36})\)/g)) {
    const found = world.table('imdi_tilskuddssaks').get(id.toLowerCase())
    if (found?.row.statuscode === caseStatus.active) stopCase(world, id.toLowerCase(), stopReason.moved, '3801')
  }
}
