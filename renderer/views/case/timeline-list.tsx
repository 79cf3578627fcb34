import { type Payout, payoutKinds, payoutStatuses } from '../../../db/domain.ts'
import { formatAmount } from '../../text/format/amounts.ts'
import { formatDate } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import type { Texts } from '../../text/index.ts'
import { useText } from '../context.ts'
import { type GrantYear, isPlannedPast, type TermCell, type Timeline } from './grant-years.ts'

/** The timeline for those who read it: "3. termin 2024: utbetalt, 63 500 kr". */
export function TimelineList({ timeline }: { readonly timeline: Timeline }) {
  const text = useText()
  const words = text.caseView.timeline
  return (
    <details className="tm-timeline__list">
      <summary>{words.asList}</summary>
      <ul>
        {timeline.years.map((year) => (
          <li key={year.year}>
            {words.yearSum(yearHeading(text, year), formatAmount(year.paid))}
            <ul>
              {year.cells.map((cell) => (
                <li key={cell.key}>{words.item(formatTerm(cell), cellSentence(text, cell, year.grantYear))}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}

function yearHeading(text: Texts, year: GrantYear): string {
  if (year.grantYear !== null) return `${text.words.year(year.grantYear)} (${year.year})`
  return year.afterLast ? `${text.caseView.timeline.after} (${year.year})` : String(year.year)
}

/** What a term's rows say, one after the other; the cell's own word when there is no row. */
export function cellSentence(text: Texts, cell: TermCell, grantYear: number | null): string {
  const { words } = text.caseView.timeline
  if (cell.payouts.length > 0) return cell.payouts.map((payout) => payoutSentence(text, payout, grantYear)).join('; ')
  return cell.kind === 'stopped' || cell.kind === 'before' ? words[cell.kind] : words.nothing
}

/** `grantYear` is the drawn year's own; a row for another one says so. */
function payoutSentence(text: Texts, payout: Payout, grantYear: number | null): string {
  const words = text.caseView.timeline
  const date = formatDate(payout.paymentDate)
  const word = payoutWord(text, payout)
  const said = payout.status.code === payoutStatuses.paid && date !== '' ? words.itemDate(word, date) : word
  const sum = words.itemSum(said, formatAmount(payout.amount))
  return payout.grantYear === null || payout.grantYear === grantYear ? sum : words.ofYear(sum, payout.grantYear)
}

function payoutWord(text: Texts, payout: Payout): string {
  const { words } = text.caseView.timeline
  if (payout.kind.code === payoutKinds.offset) return words.offset
  if (payout.kind.code === payoutKinds.repayment) return words.repaid
  if (isPlannedPast(payout)) return words.plannedPast
  if (payout.status.code === payoutStatuses.paid) return words.paid
  if (payout.status.code === payoutStatuses.planned) return words.planned
  return payout.status.code === payoutStatuses.held ? words.held : payout.status.text
}
