import {
  caseStatuses,
  type GrantCase,
  type Payout,
  payoutKinds,
  payoutStatuses,
  type Term,
} from '../../../db/domain.ts'
import type { Texts } from '../../text/index.ts'
import { payoutKindWord, payoutStatusWord } from '../choices.ts'
import { grantYearIn, isPlannedPast } from './grant-years.ts'

/** An offset or repayment is called that; the rest by their status. */
export function payoutWord(text: Texts, payout: Payout): string {
  const taken = payout.kind.code === payoutKinds.offset || payout.kind.code === payoutKinds.repayment
  return taken ? payoutKindWord(text, payout.kind) : payoutStatusWord(text, payout.status)
}

/** What the row means beyond its columns. */
export function payoutNote(text: Texts, payout: Payout, grantCase: GrantCase): string {
  const words = text.caseView.payouts.notes
  const notes: string[] = []
  const { kind, status } = payout
  if (kind.code === payoutKinds.offset) notes.push(words.offset)
  else if (kind.code === payoutKinds.repayment) notes.push(words.repayment)
  else if (kind.code === payoutKinds.backPayment) notes.push(words.backPayment)
  else if (kind.code !== payoutKinds.payment) notes.push(kind.text)
  if (isPlannedPast(payout)) notes.push(words.plannedPast)
  if (status.code === payoutStatuses.held && grantCase.status.code !== caseStatuses.active)
    notes.push(words.heldAfterStop)
  const year = payout.term?.year
  const ofTerm = year === undefined ? null : grantYearIn(grantCase, year)
  if (year !== undefined && payout.grantYear !== null && ofTerm !== null && payout.grantYear !== ofTerm) {
    notes.push(words.otherYear(payout.grantYear, year))
  }
  return notes.join(' · ')
}

/** IMDi's own name of a term; a date in it is written as dates are here. */
export function termLabel(term: Term): string {
  return term.name.replace(/^(\d{2})-(\d{2})-(\d{4})$/, '$1.$2.$3')
}
