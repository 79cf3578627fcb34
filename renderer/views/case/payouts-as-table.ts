import type { CaseDetail } from '../../../db/domain.ts'
import { formatDate } from '../../text/format/dates.ts'
import type { Texts } from '../../text/index.ts'
import { payoutNote, payoutWord } from './payout-words.ts'

/**
 * The payouts as lines with tabs, as Excel takes them: amounts as plain numbers with a comma, and a reference of
 * digits alone written as a formula of text so that no zero or digit is lost.
 */
export function payoutsAsTable(text: Texts, { case: grantCase, payouts }: CaseDetail): string {
  const words = text.caseView.payouts
  const head = [words.term, words.date, words.status, words.code, words.year, words.amount, words.reference, words.note]
  const lines = payouts.map((payout) => [
    payout.term?.name ?? '',
    formatDate(payout.paymentDate),
    payoutWord(text, payout),
    payout.code,
    payout.grantYear === null ? '' : String(payout.grantYear),
    (payout.amount / 100).toFixed(2).replace('.', ','),
    asText(payout.reference),
    payoutNote(text, payout, grantCase),
  ])
  return [head, ...lines].map((line) => line.map(oneCell).join('\t')).join('\r\n')
}

const asText = (value: string) => (/^\d+$/.test(value) ? `="${value}"` : value)
const oneCell = (value: string) => value.replace(/[\t\r\n]+/g, ' ')
