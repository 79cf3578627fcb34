import { type CaseDetail, caseStatuses, type Payout, payoutKinds, payoutStatuses } from '../../../db/domain.ts'
import type { Municipality } from '../../../preload/contract.ts'
import { Alert } from '../../parts/alert.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatDate } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import type { Texts } from '../../text/index.ts'
import { useText } from '../context.ts'
import { reasonWord } from './case-words.ts'
import { sumOf, type Timeline } from './grant-years.ts'

interface Props {
  readonly detail: CaseDetail
  readonly timeline: Timeline
  readonly own: Municipality | null
}

/** What stopped and what was taken back, said so that nobody has to read it out of the rows. */
export function InPlainWords({ detail, timeline, own }: Props) {
  const text = useText()
  const words = text.caseView.plain
  const stop = stopWords(text, detail, own)
  const held = detail.payouts.filter((payout) => payout.status.code === payoutStatuses.held)
  const heldWords =
    held.length === 0 ? '' : words.held(formatNumber(held.length), held.length === 1, formatAmount(timeline.held))
  const taken = detail.payouts.filter(
    ({ kind, status }) =>
      status.code === payoutStatuses.paid && (kind.code === payoutKinds.offset || kind.code === payoutKinds.repayment),
  )
  // A case that has run its five years needs no explanation beyond its state.
  const said = [stop.because, heldWords].filter((part) => part !== '').join(' ')
  if (said === '' && taken.length === 0) return null
  return (
    <div className="tm-plain">
      {said === '' ? null : (
        <Alert tone="info" title={stop.title}>
          {said}
        </Alert>
      )}
      {taken.length === 0 ? null : (
        <Alert tone="warning" title={words.offsetsTitle(formatAmount(Math.abs(sumOf(taken))))}>
          {taken.map((payout) => takenWords(text, payout)).join(' ')}
        </Alert>
      )}
    </div>
  )
}

function stopWords(text: Texts, detail: CaseDetail, own: Municipality | null) {
  const words = text.caseView.plain
  const { status, stopDate } = detail.case
  const date = formatDate(stopDate)
  const reason = reasonWord(text, detail.case, own)
  const because = reason === '' ? '' : words.because(reason)
  if (status.code === caseStatuses.stopped) {
    const title = date === '' ? words.stoppedTitleUndated : words.stoppedTitle(date)
    return { title, because: because === '' ? words.noReason : because }
  }
  if (status.code !== caseStatuses.ended) return { title: '', because: '' }
  return { title: date === '' ? words.endedTitleUndated : words.endedTitle(date), because }
}

function takenWords(text: Texts, payout: Payout): string {
  const words = text.caseView.plain
  const say = payout.kind.code === payoutKinds.repayment ? words.repaid : words.offset
  const term = payout.term === null ? words.noTerm : formatTerm(payout.term)
  return say(formatAmount(Math.abs(payout.amount)), term, payout.reference)
}
