import type { DraftView } from '../../../db/domain.ts'
import { State } from '../../parts/state.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatTerm } from '../../text/format/term.ts'
import { payoutState, typeWord } from '../choices.ts'
import { useText } from '../context.ts'

const newest = 6

/** The case's newest payouts, or the term's sums, to write from without leaving the form. */
export function FromTheCase({ view }: { readonly view: DraftView }) {
  const text = useText()
  const words = text.draft.fromCase
  const totals = view.termTotals
  if (view.regarding.kind === 'term') {
    if (totals === null) return null
    return (
      <section>
        <h2 className="tm-draft__aside-title">{words.titleTerm}</h2>
        <dl className="tm-lines">
          {totals.byType.map((type) => (
            <div key={type.value}>
              <dt>{typeWord(text, { code: type.value, text: type.text })}</dt>
              <dd>{formatAmount(type.sum)}</dd>
            </div>
          ))}
          {totals.offsetCount === 0 ? null : (
            <div>
              <dt>{words.offsets(formatNumber(totals.offsetCount))}</dt>
              <dd>{formatAmount(totals.offsetSum)}</dd>
            </div>
          )}
          <div>
            <dt>{words.sum}</dt>
            <dd>
              <strong>{formatAmount(totals.sum)}</strong>
            </dd>
          </div>
        </dl>
      </section>
    )
  }
  if (view.case === null) return null
  return (
    <section>
      <h2 className="tm-draft__aside-title">{words.title}</h2>
      {view.payouts.length === 0 ? <p className="tm-quiet">{words.empty}</p> : null}
      <dl className="tm-lines">
        {view.payouts.slice(0, newest).map((payout) => (
          <div key={payout.id}>
            <dt>{payout.term === null ? words.noTerm : formatTerm(payout.term)}</dt>
            <dd>
              <State kind={payoutState(payout.kind, payout.status)}>
                <span className="tm-hidden">{payout.status.text} </span>
                {formatAmount(payout.amount)}
              </State>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
