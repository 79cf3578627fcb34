import { dayNumber, isoDate } from './dates.ts'
import { guidOf } from './guid.ts'
import { type CaseFacts, payoutSpace } from './municipality.ts'
import { type Random, randomOf } from './random.ts'
import { type GrantCode, yearlyRate } from './rates.ts'
import { payoutKind, payoutStatus, type Row, types } from './rows.ts'
import type { Term } from './terms.ts'

interface Entry {
  readonly term: Term
  readonly code: GrantCode
  readonly grantYear: number | null
  readonly amount: number
  readonly kind: number
  readonly status?: number
}

/** The code as IMDi's pages spell it: the spacing varies. */
const spelling: { readonly [code in GrantCode]?: string } = {
  'AR-1 EV': 'AR-1EV',
  'AR-1 B': 'AR-1B',
  FHT2: 'FHT 2',
  FHT1: 'FHT 1',
}

/** Code and year's grant for the case in a calendar year; null when nothing is due. */
export function grantIn(
  facts: CaseFacts,
  year: number,
): { readonly code: GrantCode; readonly grantYear: number | null } | null {
  const { person, type } = facts
  const start = Number(isoDate(person.qualifyingDay).slice(0, 4))
  const grantYear = year - start + 1
  if (grantYear < 1 || year > facts.lastYear) return null
  if (type === types.separate) return { code: year - person.birthYear <= 16 ? 'EMINB' : 'EMINU', grantYear: null }
  if (type === types.extra) return { code: facts.yearly ? 'FHT2' : 'FHT1', grantYear }
  if (grantYear > 1) return { code: (['AR-2', 'AR-3', 'AR-4', 'AR-5'] as const)[grantYear - 2] ?? 'AR-5', grantYear }
  return {
    code: ({ single: 'AR-1 EV', child: 'AR-1 B', family: 'AR-1', minor: 'AR-1 B' } as const)[person.situation],
    grantYear,
  }
}

/** The first year is paid at once, in the first term at least a month after the settlement: maybe the next year's. */
function firstTerm(facts: CaseFacts, terms: readonly Term[]): Term | undefined {
  return terms.find((term) => term.termDay >= facts.person.settledDay + 30)
}

function regular(facts: CaseFacts, terms: readonly Term[]): Entry[] {
  const entries: Entry[] = []
  const start = Number(isoDate(facts.person.qualifyingDay).slice(0, 4))
  const once = firstTerm(facts, terms)
  for (let year = start; year <= Math.min(facts.lastYear, facts.plan.year); year++) {
    const grant = grantIn(facts, year)
    if (!grant) continue
    const rate = yearlyRate(grant.code, year)
    const kind = payoutKind.payment
    if (year === start) {
      // særskilt runs from the month of settlement, the others give the whole year.
      const months = facts.type === types.separate ? 13 - Number(isoDate(facts.person.settledDay).slice(5, 7)) : 12
      if (once) entries.push({ term: once, ...grant, amount: Math.round((rate * months) / 12), kind })
      if (once && facts.type === types.integration) entries.push(...oneOffs(facts, once))
    } else if (facts.type === types.extra) {
      const term = terms.find((each) => each.year === year && each.number === 2)
      if (term) entries.push({ term, ...grant, amount: rate, kind })
    } else {
      for (const term of terms) {
        if (term.year === year) entries.push({ term, ...grant, amount: rate / 4, kind })
      }
    }
  }
  return entries
}

/** Eldretilskudd and barnehagetilskudd: once, on the integreringstilskudd case, in the same term as year 1. */
function oneOffs(facts: CaseFacts, term: Term): Entry[] {
  const { person } = facts
  const age = (person.settledDay - person.birthDay) / 365.25
  const code = person.elderly && age >= 60 ? 'ELDR' : age < 6 ? 'BHT' : null
  return code ? [{ term, code, grantYear: 1, amount: yearlyRate(code, term.year), kind: payoutKind.payment }] : []
}

/** What goes wrong at IMDi now and then, so that lists, sums and checks meet it. */
function disturb(
  facts: CaseFacts,
  entries: Entry[],
  terms: readonly Term[],
  paidTerms: number,
  random: Random,
): Entry[] {
  const result = entries.filter(({ term }) => term.termDay >= facts.hereFrom)
  const at = random.between(0, Math.max(0, result.length - 1))
  const chosen = result[at]
  const share = random.next()
  if (!chosen) return result
  const paid = chosen.term.index < paidTerms
  const later = terms[Math.min(chosen.term.index + 1, paidTerms - 1)] ?? chosen.term
  const correction = { ...chosen, term: later.index > chosen.term.index ? later : chosen.term }
  if (share < 0.004) result.splice(at, 1)
  else if (share < 0.007) result.push(chosen)
  else if (share < 0.011) result[at] = { ...chosen, amount: Math.round(chosen.amount * 0.61) }
  else if (paid && share < 0.019) result[at] = { ...chosen, status: payoutStatus.planned }
  else if (paid && share < 0.045) {
    result.push({ ...correction, amount: -Math.round(chosen.amount * 25 + 50) / 100, kind: payoutKind.offset })
  } else if (paid && share < 0.057) {
    result.push({ ...correction, amount: -Math.round(chosen.amount / 2), kind: payoutKind.repayment })
  } else if (paid && share < 0.07) {
    result.push({ ...correction, amount: Math.round(chosen.amount / 8), kind: payoutKind.backPayment })
  }
  return result
}

/** After the stop date nothing is paid: what was planned is held, what was paid too much is offset or claimed back. */
function stopped(
  facts: CaseFacts,
  entries: Entry[],
  terms: readonly Term[],
  paidTerms: number,
  random: Random,
): Entry[] {
  const { stop } = facts
  if (!stop) return entries
  const result = entries.filter(({ term }) => term.termDay <= stop.day)
  const next = entries.find(({ term, kind }) => term.termDay > stop.day && kind === payoutKind.payment)
  if (!next) return result
  if (next.term.index >= paidTerms) return [...result, { ...next, status: payoutStatus.held }]
  if (!random.chance(0.4)) return result
  const later = terms[Math.min(next.term.index + 1, paidTerms - 1)] ?? next.term
  const kind = random.chance(0.5) ? payoutKind.offset : payoutKind.repayment
  return [...result, next, { ...next, term: later, amount: -next.amount, kind }]
}

/** All payouts of a case, oldest term first. */
export function payoutsOf(facts: CaseFacts, terms: readonly Term[], paidTerms: number): Row[] {
  const random = randomOf(facts.plan.seed, 31, facts.index)
  const entries = stopped(
    facts,
    disturb(facts, regular(facts, terms), terms, paidTerms, random),
    terms,
    paidTerms,
    random,
  )
  entries.sort((a, b) => a.term.index - b.term.index)
  const spelled = random.chance(0.12)
  return entries.map((entry, part) => {
    const status = entry.status ?? (entry.term.index < paidTerms ? payoutStatus.paid : payoutStatus.planned)
    return payoutRow(facts, entry, part, status, spelled)
  })
}

function payoutRow(facts: CaseFacts, entry: Entry, part: number, status: number, spelled: boolean): Row {
  const { term } = entry
  const paid = status === payoutStatus.paid
  const serial = String((facts.index * 40 + part) % 100_000_000).padStart(7, '0')
  return {
    imdi_utbetalingid: guidOf(payoutSpace(facts.plan), facts.index, part),
    _imdi_sak_value: facts.id,
    _imdi_termin_value: term.id,
    imdi_belop: entry.amount,
    imdi_art: entry.kind,
    imdi_tilskuddsaar: entry.grantYear,
    imdi_typekode: spelled ? (spelling[entry.code] ?? entry.code) : entry.code,
    imdi_utbetalingsdato: status === payoutStatus.held ? null : isoDate(term.paymentDay),
    imdi_referanse: paid ? `IT-${String(term.year).slice(2)}-${term.number}-${serial}` : null,
    statecode: 0,
    statuscode: status,
    modifiedon: `${isoDate(paid ? term.paymentDay : Math.min(term.termDay - 60, dayNumber(facts.plan.year, 11, 20)))}T07:30:00Z`,
  }
}
