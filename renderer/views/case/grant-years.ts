/**
 * The grant years of a case as its rows tell them: one group per calendar year, one cell per term. Nothing is guessed:
 * a term without a row is empty, and only the rows' own status, the case's stop date and the dates it began on decide
 * what a cell says. "In the past" means that IMDi has paid the term out, never what the PC's clock says.
 */
import {
  type CaseDetail,
  caseStatuses,
  type GrantCase,
  grantTypes,
  type Payout,
  payoutKinds,
  payoutStatuses,
  type Term,
  termStatuses,
} from '../../../db/domain.ts'

export type CellKind = 'paid' | 'planned' | 'offset' | 'held' | 'stopped' | 'before' | 'nothing'

export interface TermCell {
  readonly key: string
  /** Null when IMDi has no such term yet. */
  readonly term: Term | null
  readonly year: number
  readonly number: number
  readonly kind: CellKind
  /** Øre, signs included: what is paid, else what is planned, else what is held. */
  readonly amount: number
  /** Øre, zero or negative: the part of `amount` that is motregnet or betalt tilbake. */
  readonly taken: number
  readonly date: string | null
  readonly plannedPast: boolean
  readonly payouts: readonly Payout[]
}

export interface GrantYear {
  readonly year: number
  /** 1–5 for a grant that counts years; null before, after and for grants that do not. */
  readonly grantYear: number | null
  readonly afterLast: boolean
  readonly cells: readonly TermCell[]
  /** Øre. */
  readonly paid: number
  readonly planned: number
}

export interface Timeline {
  readonly years: readonly GrantYear[]
  readonly paid: number
  readonly planned: number
  readonly held: number
  /** Rows whose term has not come yet. */
  readonly withoutTerm: readonly Payout[]
  /** True when the grant is counted in five years. */
  readonly counted: boolean
}

const lastGrantYear = 5
const has = (status: number) => (payout: Payout) => payout.status.code === status
const isPaid = has(payoutStatuses.paid)
const isPlanned = has(payoutStatuses.planned)
const isHeld = has(payoutStatuses.held)
const isTaken = (payout: Payout) =>
  payout.kind.code === payoutKinds.offset || payout.kind.code === payoutKinds.repayment

export const sumOf = (payouts: readonly Payout[]): number => payouts.reduce((sum, payout) => sum + payout.amount, 0)

/** Planned, though IMDi has paid the term out. */
export const isPlannedPast = (payout: Payout): boolean =>
  isPlanned(payout) && payout.term?.status.code === termStatuses.paid

export function timelineOf(detail: Pick<CaseDetail, 'case' | 'payouts' | 'terms'>): Timeline {
  const { case: grantCase, payouts, terms } = detail
  const counted = grantCase.type.code === grantTypes.integration
  const years = shownYears(detail, counted).map((year) => {
    const cells = cellsOf(year, grantCase, payouts, terms)
    const rows = cells.flatMap((cell) => cell.payouts)
    const grantYear = counted ? grantYearIn(grantCase, year) : null
    return {
      year,
      grantYear: grantYear !== null && grantYear >= 1 && grantYear <= lastGrantYear ? grantYear : null,
      afterLast: grantYear !== null && grantYear > lastGrantYear,
      cells,
      paid: sumOf(rows.filter(isPaid)),
      planned: sumOf(rows.filter(isPlanned)),
    }
  })
  return {
    years,
    counted,
    paid: sumOf(payouts.filter(isPaid)),
    planned: sumOf(payouts.filter(isPlanned)),
    held: sumOf(payouts.filter(isHeld)),
    withoutTerm: payouts.filter((payout) => payout.term === null),
  }
}

const yearOf = (date: string | null): number | null => (date === null ? null : Number(date.slice(0, 4)))

/** The grant year that a calendar year is: the year of qualifying is year 1. */
export function grantYearIn(grantCase: GrantCase, year: number): number | null {
  const first = yearOf(grantCase.qualifyingDate)
  return first === null ? null : year - first + 1
}

/** The five years of a counted grant, and every year that has rows; for other grants from its beginning to its rows' end. */
function shownYears(
  { case: grantCase, payouts, terms }: Pick<CaseDetail, 'case' | 'payouts' | 'terms'>,
  counted: boolean,
) {
  const years = new Set(payouts.flatMap((payout) => (payout.term === null ? [] : [payout.term.year])))
  const first = yearOf(grantCase.qualifyingDate) ?? yearOf(grantCase.settledDate)
  if (counted && first !== null) for (let n = 0; n < lastGrantYear; n++) years.add(first + n)
  if (!counted) {
    const newest = Math.max(...terms.map((term) => term.year), ...years)
    const last =
      grantCase.status.code === caseStatuses.active ? newest : (yearOf(grantCase.stopDate) ?? Math.max(...years))
    const start = first ?? Math.min(...years)
    const oldestTerm = Math.min(...terms.map((term) => term.year))
    for (let year = Math.max(start, Math.min(oldestTerm, ...years)); year <= last && Number.isFinite(last); year++)
      years.add(year)
  }
  return [...years].sort((a, b) => a - b)
}

function cellsOf(
  year: number,
  grantCase: GrantCase,
  payouts: readonly Payout[],
  terms: readonly Term[],
): readonly TermCell[] {
  const known = new Map<string, Term>()
  for (const term of terms) if (term.year === year) known.set(term.id, term)
  for (const { term } of payouts) if (term !== null && term.year === year) known.set(term.id, term)
  const present = [...known.values()]
  const cells = present.map((term) => cell(term, term.year, term.number, grantCase, payouts))
  for (const number of [1, 2, 3, 4]) {
    if (!present.some((term) => term.number === number)) cells.push(cell(null, year, number, grantCase, payouts))
  }
  return cells.sort((a, b) => a.number - b.number || (a.term?.termDate ?? '').localeCompare(b.term?.termDate ?? ''))
}

function cell(
  term: Term | null,
  year: number,
  number: number,
  grantCase: GrantCase,
  payouts: readonly Payout[],
): TermCell {
  const rows = term === null ? [] : payouts.filter((payout) => payout.term?.id === term.id)
  const paid = rows.filter(isPaid)
  const planned = rows.filter(isPlanned)
  const settled = paid.length > 0 ? paid : planned.length > 0 ? planned : rows
  const dates = settled.flatMap((payout) => payout.paymentDate ?? [])
  return {
    key: term?.id ?? `${year}-${number}`,
    term,
    year,
    number,
    kind: kindOf(rows, term, year, number, grantCase),
    amount: sumOf(settled),
    taken: sumOf(settled.filter(isTaken)),
    date: dates.sort().at(-1) ?? null,
    plannedPast: rows.some(isPlannedPast),
    payouts: rows,
  }
}

function kindOf(
  rows: readonly Payout[],
  term: Term | null,
  year: number,
  number: number,
  grantCase: GrantCase,
): CellKind {
  const paid = rows.filter(isPaid)
  if (paid.some(isTaken)) return 'offset'
  if (paid.length > 0) return 'paid'
  if (rows.some(isPlanned)) return 'planned'
  if (rows.length > 0) return 'held'
  const end = term?.termDate ?? quarterEnd(year, number)
  const began = grantCase.settledDate ?? grantCase.qualifyingDate
  if (began !== null && end < began) return 'before'
  const ended =
    grantCase.status.code !== caseStatuses.active && grantCase.stopDate !== null && end >= grantCase.stopDate
  return ended ? 'stopped' : 'nothing'
}

/** The last day of quarter 1–4. */
export function quarterEnd(year: number, number: number): string {
  const day = number === 2 || number === 3 ? 30 : 31
  return `${year}-${String(number * 3).padStart(2, '0')}-${day}`
}
