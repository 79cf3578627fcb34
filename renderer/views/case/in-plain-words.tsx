import { type CaseDetail, caseStatuses, payoutKinds, payoutStatuses } from '../../../db/domain.ts'
import type { Municipality } from '../../../preload/contract.ts'
import { Alert } from '../../parts/alert.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatDate } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import { useText } from '../context.ts'
import { reasonWord } from './case-words.ts'
import type { Timeline } from './grant-years.ts'

interface Props {
  readonly detail: CaseDetail
  readonly timeline: Timeline
  readonly own: Municipality | null
}

/** What stopped and what was taken back, said so that nobody has to read it out of the rows. */
export function InPlainWords({ detail, timeline, own }: Props) {
  const text = useText()
  const words = text.caseView.plain
  const { status, stopDate } = detail.case
  const stopped = status.code === caseStatuses.stopped
  const ended = status.code === caseStatuses.ended
  const date = formatDate(stopDate)
  const reason = reasonWord(text, detail.case, own)
  const held = detail.payouts.filter((payout) => payout.status.code === payoutStatuses.held)
  const taken = detail.payouts.filter(
    ({ kind }) => kind.code === payoutKinds.offset || kind.code === payoutKinds.repayment,
  )
  const heldSentence =
    held.length === 0 ? '' : words.held(formatNumber(held.length), held.length === 1, formatAmount(timeline.held))
  if (!stopped && !ended && held.length === 0 && taken.length === 0) return null
  return (
    <div className="tm-plain">
      {stopped || ended ? (
        <Alert
          tone="info"
          title={
            stopped
              ? date === ''
                ? words.stoppedTitleUndated
                : words.stoppedTitle(date)
              : date === ''
                ? words.endedTitleUndated
                : words.endedTitle(date)
          }
        >
          {reason === '' ? words.noReason : words.because(reason)} {heldSentence}
        </Alert>
      ) : heldSentence === '' ? null : (
        <Alert tone="info">{heldSentence}</Alert>
      )}
      {taken.length === 0 ? null : (
        <Alert
          tone="warning"
          title={words.offsetsTitle(formatAmount(Math.abs(taken.reduce((sum, { amount }) => sum + amount, 0))))}
        >
          {taken
            .map((payout) => {
              const say = payout.kind.code === payoutKinds.repayment ? words.repaid : words.offset
              const term = payout.term === null ? words.noTerm : formatTerm(payout.term)
              return say(formatAmount(Math.abs(payout.amount)), term, payout.reference)
            })
            .join(' ')}
        </Alert>
      )}
    </div>
  )
}
