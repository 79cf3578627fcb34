import { civil, dayNumber, isoDate } from './dates.ts'
import { dufNumber, syntheticNationalId } from './identifiers.ts'
import { nameLists } from './names.ts'
import { fraction, mix, randomOf } from './random.ts'
import { types } from './rows.ts'

export interface Plan {
  readonly seed: number
  /** Number of cases. */
  readonly cases: number
  /** The newest term's year. */
  readonly year: number
  readonly municipality: { readonly id: string; readonly number: string; readonly name: string }
}

export interface Person {
  readonly givenName: string
  readonly familyName: string
  readonly female: boolean
  readonly birthDay: number
  readonly birthYear: number
  readonly nationalId: string
  readonly duf: string
  readonly citizenship: string
  readonly situation: 'single' | 'family' | 'child' | 'minor'
  readonly elderly: boolean
  readonly qualifyingDay: number
  readonly settledDay: number
}

const stream = { kind: 11, companion: 12, person: 13, start: 14 } as const

/** Which scheme the case belongs to: 88 % integreringstilskudd, 9 % særskilt, 3 % nedsatt funksjonsevne. */
export function typeOf(plan: Plan, index: number): number {
  const at = fraction(plan.seed, stream.kind, index)
  if (index === 0 || at < 0.88) return types.integration
  return at < 0.97 ? types.separate : types.extra
}

/** The case whose person this case belongs to: itself, or the one before it (a person with several cases). */
export function personIndexOf(plan: Plan, index: number): number {
  if (typeOf(plan, index) === types.integration || typeOf(plan, index - 1) !== types.integration) return index
  return fraction(plan.seed, stream.companion, index) < 0.75 ? index - 1 : index
}

const isMinor = (plan: Plan, person: number) =>
  typeOf(plan, person) === types.separate ||
  (typeOf(plan, person + 1) === types.separate && personIndexOf(plan, person + 1) === person)

/** Years since qualifying: 1 = this year. Weighted so that a case has about five payouts in the mean. */
function grantYearsAt(share: number, minor: boolean): number {
  if (minor) return 1 + Math.floor(share ** 1.5 * 7)
  const limits = [0.5, 0.78, 0.9, 0.955, 0.985]
  const at = limits.findIndex((limit) => share < limit)
  return at === -1 ? 6 : at + 1
}

export function personAt(plan: Plan, index: number): Person {
  const random = randomOf(plan.seed, stream.person, index)
  const minor = isMinor(plan, index)
  const share = random.next()
  const situation = minor ? 'minor' : share < 0.3 ? 'child' : share < 0.7 ? 'family' : 'single'
  const elderly = !minor && situation !== 'child' && random.chance(0.04)
  const female = random.chance(0.47)
  const years = grantYearsAt(fraction(plan.seed, stream.start, index), minor)
  const qualifyingYear = plan.year - years + 1
  const lastDay = years === 1 ? 325 : 364
  const qualifyingDay = dayNumber(qualifyingYear, 1, 1) + random.between(0, lastDay)
  const settledDay = random.chance(0.6)
    ? qualifyingDay
    : Math.min(qualifyingDay + random.between(1, 60), dayNumber(plan.year, 11, 20))

  // Date and bucket are one running number within the age band, so that no two persons share an identity number.
  const [oldest, youngest] =
    situation === 'minor' ? [20, 9] : situation === 'child' ? [16, 1] : elderly ? [84, 66] : [58, 20]
  const firstDay = dayNumber(plan.year - oldest, 1, 1)
  const days = dayNumber(plan.year - youngest, 1, 1) - firstDay
  const slot = (index * 7919 + (mix(plan.seed, 5) % 100_000)) % (days * 50)
  const birthDay = Math.min(firstDay + (slot % days), qualifyingDay - 20)
  const birth = civil(birthDay)

  const at = random.chance(0.06) ? nameLists.length - 1 : Math.floor(random.next() ** 1.7 * nameLists.length)
  const names = nameLists[at] ?? nameLists[0]
  const double = (list: readonly [string, ...string[]], probability: number): string => {
    const [first, second] = [random.pick(list), random.pick(list)]
    return random.chance(probability) && first !== second ? `${first} ${second}` : first
  }
  const family = double(names.family, 0.08)
  return {
    givenName: double(female ? names.female : names.male, 0.12),
    // A few names arrive with their letters taken apart (A + ring), as macOS and some exports write them.
    familyName: /å/i.test(family) && random.chance(0.2) ? family.normalize('NFD') : family,
    female,
    birthDay,
    birthYear: birth.year,
    nationalId: syntheticNationalId(birth, female, Math.floor(slot / days) % 50),
    duf: dufNumber(qualifyingYear - random.between(0, 1), (index * 7_919 + 216_519) % 1_000_000, !random.chance(0.004)),
    citizenship: names.citizenship,
    situation,
    elderly,
    qualifyingDay,
    settledDay,
  }
}

export const birthDate = (person: Person): string => isoDate(person.birthDay)
