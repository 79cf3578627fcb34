import type { CaseDetail, GrantCase, Payout, Term } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { State } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatDate } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import { payoutState } from '../choices.ts'
import { useStores, useText } from '../context.ts'
import { copyText } from '../copy-text.ts'
import type { Timeline } from './grant-years.ts'
import { payoutNote, payoutWord, termLabel } from './payout-words.ts'
import { payoutsAsTable } from './payouts-as-table.ts'

interface Props {
  readonly detail: CaseDetail
  readonly timeline: Timeline
}

/** Every payout with its traceable reference; signs, offsets and late rows explained in words. */
export function PayoutsCard({ detail, timeline }: Props) {
  const text = useText()
  const { notices } = useStores()
  const words = text.caseView.payouts
  const { payouts } = detail
  if (payouts.length === 0) {
    return (
      <Card title={words.title}>
        <p className="tm-card__empty">{words.empty}</p>
      </Card>
    )
  }
  const copy = () => {
    const done = copyText(payoutsAsTable(text, detail))
    notices
      .getState()
      .done(done ? text.caseView.copied(formatNumber(payouts.length), payouts.length === 1) : text.caseView.copyFailed)
  }
  const sums = [
    [words.sumPaid, timeline.paid],
    [words.sumPlanned, timeline.planned],
    [words.sumHeld, timeline.held],
  ] as const
  return (
    <Card
      title={words.title}
      note={words.count(formatNumber(payouts.length))}
      action={
        <Button variant="tertiary" small icon="Files" onClick={copy}>
          {text.caseView.copy}
        </Button>
      }
    >
      <Table label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.term}</th>
            <th scope="col">{words.date}</th>
            <th scope="col">{words.status}</th>
            <th scope="col">{words.code}</th>
            <th scope="col">{words.year}</th>
            <th scope="col" className="tm-num">
              {words.amount}
            </th>
            <th scope="col">{words.reference}</th>
            <th scope="col">{words.note}</th>
          </tr>
        </thead>
        <tbody>
          {payouts.map((payout) => (
            <Row key={payout.id} payout={payout} grantCase={detail.case} />
          ))}
        </tbody>
        <tfoot>
          {sums.map(([name, sum], index) =>
            index > 0 && sum === 0 ? null : (
              <tr key={name}>
                <th scope="row" colSpan={5}>
                  {name}
                </th>
                <td className="tm-num">{formatAmount(sum)}</td>
                <td colSpan={2} className="tm-quiet">
                  {index === 0 && sum !== detail.case.totalAmount
                    ? words.differs(formatAmount(detail.case.totalAmount))
                    : null}
                </td>
              </tr>
            ),
          )}
        </tfoot>
      </Table>
    </Card>
  )
}

function Row({ payout, grantCase }: { readonly payout: Payout; readonly grantCase: GrantCase }) {
  const text = useText()
  const kind = payoutState(payout.kind, payout.status)
  const note = payoutNote(text, payout, grantCase)
  return (
    <tr>
      <th scope="row" className="tm-date">
        <TermName term={payout.term} />
      </th>
      <td className="tm-date">{formatDate(payout.paymentDate) || text.words.none}</td>
      <td>
        <State kind={kind}>{payoutWord(text, payout)}</State>
      </td>
      <td>{payout.code}</td>
      <td className="tm-date">{payout.grantYear ?? text.words.none}</td>
      <td className="tm-num">
        <strong>{formatAmount(payout.amount)}</strong>
      </td>
      <td>{payout.reference === '' ? text.words.none : payout.reference}</td>
      <td className="tm-case__note">{note}</td>
    </tr>
  )
}

/** The term as people say it, with IMDi's own label beside it. */
function TermName({ term }: { readonly term: Term | null }) {
  const text = useText()
  if (term === null) return text.caseView.payouts.noTerm
  if (term.number < 1 || term.number > 4) return termLabel(term)
  return (
    <>
      {formatTerm(term)}
      <span className="tm-case__label">{termLabel(term)}</span>
    </>
  )
}
