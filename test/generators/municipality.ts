import { dayNumber, isoDate } from './dates.ts'
import { guidOf } from './guid.ts'
import { caseNumber } from './identifiers.ts'
import { otherMunicipalities } from './names.ts'
import { payoutsOf } from './payouts.ts'
import { type Person, type Plan, personAt, personIndexOf, typeOf } from './person.ts'
import { mix, randomOf } from './random.ts'
import { caseStatus, payoutStatus, type Row, spaces, stopReason, types } from './rows.ts'
import { type Term, termAt } from './terms.ts'

export interface CaseWithPayouts {
  readonly case: Row
  readonly payouts: readonly Row[]
}

/** What the case's payouts are worked out from. */
export interface CaseFacts {
  readonly plan: Plan
  readonly index: number
  readonly id: string
  readonly type: number
  readonly person: Person
  /** The last year money is given for. */
  readonly lastYear: number
  readonly stop: { readonly day: number; readonly reason: number } | null
  /** First day in this municipality; later than the settlement date for those who moved in. */
  readonly hereFrom: number
  readonly movedFrom: string | null
  /** FHT1 is paid once, FHT2 yearly. */
  readonly yearly: boolean
}

export interface Municipality {
  readonly plan: Plan
  readonly terms: readonly Term[]
  /** How many of the terms are paid when the simulation starts: all but the newest. */
  readonly paidTerms: number
  /** A case and its payouts, made again from its number alone: the same every time. */
  readonly caseAt: (index: number) => CaseWithPayouts
}

/** særskilt may have started six years before the newest term. */
const yearsBack = 6

/** The rows of one municipality, repeatable from `plan.seed`; nothing is kept in memory. */
export function generateMunicipality(plan: Plan): Municipality {
  const firstYear = plan.year - yearsBack
  const terms = Array.from({ length: (yearsBack + 1) * 4 }, (_, at) => termAt(plan.seed, firstYear, at))
  const paidTerms = terms.length - 1
  return { plan, terms, paidTerms, caseAt: (index) => caseAt(plan, terms, paidTerms, index) }
}

export const caseSpace = (plan: Plan): number => mix(plan.seed, spaces.case)
export const payoutSpace = (plan: Plan): number => mix(plan.seed, spaces.payout)

function lastYearOf(type: number, person: Person, yearly: boolean): number {
  const start = Number(isoDate(person.qualifyingDay).slice(0, 4))
  if (type === types.separate) return person.birthYear + 20
  if (type === types.extra) return yearly ? start + 4 : start
  return start + 4
}

/** Numbers beyond the plan's count give persons who have not come yet. */
export function factsOf(plan: Plan, index: number): CaseFacts {
  const random = randomOf(plan.seed, 21, index)
  const type = typeOf(plan, index)
  const person = personAt(plan, personIndexOf(plan, index))
  const yearly = random.chance(0.7)
  const movedIn = type !== types.extra && random.chance(0.04)
  const newest = dayNumber(plan.year, 11, 20)
  const earliest = Math.max(person.settledDay + 60, dayNumber(plan.year, 1, 10))
  const stopped = earliest < newest && random.chance(0.07)
  const share = random.next()
  const reason =
    share < 0.66
      ? stopReason.moved
      : share < 0.74
        ? stopReason.dead
        : share < 0.9
          ? stopReason.emigrated
          : stopReason.outside
  return {
    plan,
    index,
    id: guidOf(caseSpace(plan), index),
    type,
    person,
    lastYear: lastYearOf(type, person, yearly),
    stop: stopped ? { day: random.between(earliest, newest), reason } : null,
    hereFrom: movedIn ? Math.min(person.settledDay + random.between(40, 500), newest - 30) : person.settledDay,
    movedFrom: movedIn ? random.pick(otherMunicipalities) : null,
    yearly,
  }
}

function caseAt(plan: Plan, terms: readonly Term[], paidTerms: number, index: number): CaseWithPayouts {
  const facts = factsOf(plan, index)
  const random = randomOf(plan.seed, 22, index)
  const payouts = payoutsOf(facts, terms, paidTerms)
  const { person, stop } = facts
  const newestYear = Math.min(facts.lastYear, plan.year)
  const startYear = Number(isoDate(person.qualifyingDay).slice(0, 4))
  const ended = !stop && facts.lastYear < plan.year
  const total = payouts.reduce(
    (sum, row) => (row.statuscode === payoutStatus.paid ? sum + Math.round(Number(row.imdi_belop) * 100) : sum),
    0,
  )
  const newest = payouts.at(-1)
  const moved = stop?.reason === stopReason.moved
  return {
    payouts,
    case: {
      imdi_tilskuddssakid: facts.id,
      imdi_saksnummer: caseNumber(startYear, newestYear, index),
      imdi_type: facts.type,
      imdi_typekode:
        payouts.findLast((row) => row.imdi_art === 1 && codeIsYearly(row))?.imdi_typekode ?? firstCode(facts),
      imdi_fornavn: person.givenName,
      imdi_etternavn: person.familyName,
      imdi_fodselsnummer: person.nationalId,
      imdi_dufnummer: person.duf,
      imdi_fodselsdato: isoDate(person.birthDay),
      imdi_kjonn: person.female ? 2 : 1,
      imdi_statsborgerskap: person.citizenship,
      imdi_kvalifiseringsdato: isoDate(person.qualifyingDay),
      imdi_bosettingsdato: isoDate(person.settledDay),
      imdi_tilskuddsaar: facts.type === types.separate ? null : Math.min(5, newestYear - startYear + 1),
      imdi_totaltbelop: total / 100,
      imdi_kommunenummer: plan.municipality.number,
      imdi_tilflyttetkommune: moved ? random.pick(otherMunicipalities) : null,
      imdi_fraflyttetkommune: facts.movedFrom,
      imdi_stoppaarsak: stop ? stop.reason : null,
      imdi_stoppdato: stop ? isoDate(stop.day) : null,
      statecode: stop || ended ? 1 : 0,
      statuscode: stop ? caseStatus.stopped : ended ? caseStatus.ended : caseStatus.active,
      modifiedon: newest?.modifiedon ?? `${isoDate(person.settledDay + 20)}T09:00:00Z`,
    },
  }
}

const codeIsYearly = (row: Row) => row.imdi_typekode !== 'ELDR' && row.imdi_typekode !== 'BHT'

/** A case that has not been paid yet still carries the code it was made with. */
function firstCode(facts: CaseFacts): string {
  if (facts.type === types.separate) return facts.plan.year - facts.person.birthYear <= 16 ? 'EMINB' : 'EMINU'
  if (facts.type === types.extra) return facts.yearly ? 'FHT2' : 'FHT1'
  return { single: 'AR-1 EV', child: 'AR-1 B', family: 'AR-1', minor: 'AR-1 B' }[facts.person.situation]
}
