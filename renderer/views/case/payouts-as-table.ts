import type { CaseDetail, Payout } from '../../../db/domain.ts'
import { type TsvColumn, tsv } from '../../grid/tsv.ts'
import { formatDate } from '../../text/format/dates.ts'
import type { Texts } from '../../text/index.ts'
import { payoutNote, payoutWord, termLabel } from './payout-words.ts'

/** The payouts as Excel takes them from the clipboard: amounts as plain numbers, references as text. */
export function payoutsAsTable(text: Texts, { case: grantCase, payouts }: CaseDetail): string {
  const words = text.caseView.payouts
  const columns: readonly TsvColumn<Payout>[] = [
    { header: words.term, copy: ({ term }) => (term === null ? '' : termLabel(term)) },
    { header: words.date, copy: ({ paymentDate }) => formatDate(paymentDate) },
    { header: words.status, copy: (payout) => payoutWord(text, payout) },
    { header: words.code, copy: ({ code }) => code },
    { header: words.year, copy: ({ grantYear }) => (grantYear === null ? '' : String(grantYear)) },
    { header: words.amount, copy: ({ amount }) => (amount / 100).toFixed(2).replace('.', ',') },
    { header: words.reference, copy: ({ reference }) => reference, identifier: true },
    { header: words.note, copy: (payout) => payoutNote(text, payout, grantCase) },
  ]
  return tsv(columns, payouts)
}
