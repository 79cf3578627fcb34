import { readGuid } from '../generators/guid.ts'
import { type CaseWithPayouts, caseSpace, type Municipality, payoutSpace } from '../generators/municipality.ts'
import { termRow } from '../generators/terms.ts'
import type { Base } from './table.ts'

export interface Bases {
  readonly terms: Base
  readonly cases: Base
  readonly payouts: Base
  /** Places in the payout table of one case's payouts: from (included) to (excluded). */
  readonly payoutsOfCase: (caseIndex: number) => readonly [number, number]
}

/** The last case made, since a page of payouts asks for the same case several times in a row. */
function remembering(caseAt: (index: number) => CaseWithPayouts): (index: number) => CaseWithPayouts {
  let lastIndex = -1
  let last: CaseWithPayouts | null = null
  return (index) => {
    if (!last || index !== lastIndex) {
      last = caseAt(index)
      lastIndex = index
    }
    return last
  }
}

/** Where each case's payouts begin in the payout table; one entry more than there are cases. */
export function countPayouts({ plan, caseAt }: Municipality): Uint32Array {
  // Shared, so that the threads that make pages need no copy.
  const starts = new Uint32Array(new SharedArrayBuffer((plan.cases + 1) * 4))
  for (let index = 0; index < plan.cases; index++) {
    starts[index + 1] = (starts[index] ?? 0) + caseAt(index).payouts.length
  }
  return starts
}

/** The last case that starts at or before the payout. */
export function caseOfPayout(starts: Uint32Array, payout: number): number {
  let low = 0
  let high = starts.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= payout) low = middle
    else high = middle - 1
  }
  return low
}

/** The tables as they are before anything has happened. */
export function basesOf(municipality: Municipality, starts: Uint32Array): Bases {
  const { plan, terms, paidTerms } = municipality
  const caseAt = remembering(municipality.caseAt)
  const cases = caseSpace(plan)
  const payouts = payoutSpace(plan)
  const termIndex = new Map(terms.map((term) => [term.id, term.index]))
  const payoutCount = starts[plan.cases] ?? 0
  return {
    payoutsOfCase: (index) => [starts[index] ?? 0, starts[index + 1] ?? 0],
    terms: {
      count: () => terms.length,
      at: (index) => {
        const term = terms[index]
        return term ? termRow(term, index < paidTerms) : {}
      },
      indexOf: (id) => termIndex.get(id) ?? null,
    },
    cases: {
      count: () => plan.cases,
      at: (index) => caseAt(index).case,
      indexOf: (id) => {
        const found = readGuid(cases, id)
        return found && found.part === 0 && found.index < plan.cases ? found.index : null
      },
    },
    payouts: {
      count: () => payoutCount,
      at: (index) => {
        const owner = caseOfPayout(starts, index)
        return caseAt(owner).payouts[index - (starts[owner] ?? 0)] ?? {}
      },
      indexOf: (id) => {
        const found = readGuid(payouts, id)
        if (!found || found.index >= plan.cases) return null
        const index = (starts[found.index] ?? 0) + found.part
        return index < (starts[found.index + 1] ?? 0) ? index : null
      },
    },
  }
}
