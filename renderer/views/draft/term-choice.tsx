import { FieldLine } from '../../parts/field-line.tsx'
import { MultiChoice } from '../../parts/multi-choice.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { formatAmount } from '../../text/format/amounts.ts'
import { formatTerm } from '../../text/format/term.ts'
import { useStores, useText } from '../context.ts'
import { datesAfter } from './period.ts'

/** Which terms it is about; choosing fills in the dates. A request on a whole term has its term already. */
export function TermChoice({ draft, editable }: { readonly draft: OpenDraft; readonly editable: boolean }) {
  const text = useText()
  const words = text.draft.terms
  const { change } = useStores().draft.getState()
  const { view, fields } = draft
  if (view.regarding.kind === 'term') {
    const name =
      view.regarding.term === null
        ? text.words.wholeTerm
        : text.draft.subject.wholeTerm(formatTerm(view.regarding.term))
    return (
      <FieldLine label={words.label} value={name} onChange={() => {}} maxLength={200} readOnly hint={words.fixed} />
    )
  }
  const terms = [...view.terms].sort((a, b) => b.year - a.year || b.number - a.number)
  const paidIn = (termId: string) => {
    const rows = view.payouts.filter((payout) => payout.term?.id === termId)
    return rows.length === 0 ? text.words.none : formatAmount(rows.reduce((sum, { amount }) => sum + amount, 0))
  }
  const chosenOf = (ids: readonly string[]) => terms.filter(({ id }) => ids.includes(id))
  return (
    <MultiChoice
      label={words.label}
      prompt={words.choose}
      empty={words.none}
      choices={terms.map((term) => ({ value: term.id, label: formatTerm(term), note: paidIn(term.id) }))}
      chosen={fields.termIds}
      onChange={(termIds) => change({ termIds, ...datesAfter(fields, chosenOf(fields.termIds), chosenOf(termIds)) })}
      removeLabel={words.remove}
      readOnly={!editable}
    />
  )
}
