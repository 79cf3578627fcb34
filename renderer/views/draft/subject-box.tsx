import type { DraftView } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { CaseNumber } from '../../parts/identifier.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatDuf, formatPerson } from '../../text/format/identifiers.ts'
import { formatTerm } from '../../text/format/term.ts'
import { typeWord } from '../choices.ts'
import { useNavigation, useText } from '../context.ts'

/** Whom or what the request is about, filled in: the caseworker never types it. */
export function SubjectBox({ view }: { readonly view: DraftView }) {
  const text = useText()
  const words = text.draft.subject
  const go = useNavigation((now) => now.go)
  const { regarding } = view
  if (regarding.kind === 'term') {
    const term = regarding.term
    const totals = view.termTotals
    return (
      <section className="tm-subject" aria-label={words.term}>
        <Icon name="Receipt" size={20} />
        <div className="tm-subject__words">
          <strong>{term === null ? text.words.wholeTerm : words.wholeTerm(formatTerm(term))}</strong>
          <div className="tm-quiet">
            {totals === null ? null : (
              <span className="tm-digits">
                {words.termTotals(formatNumber(totals.count), formatAmount(totals.sum))}.{' '}
              </span>
            )}
            {words.termHint}
          </div>
        </div>
      </section>
    )
  }
  const grantCase = view.case
  if (grantCase === null) {
    return (
      <section className="tm-subject" aria-label={words.case}>
        <Icon name="Folder" size={20} />
        <div className="tm-subject__words">
          <strong>{regarding.person === '' ? words.gone : regarding.person}</strong>
          <div className="tm-quiet">
            {regarding.caseNumber === '' ? null : <CaseNumber value={regarding.caseNumber} />} {words.gone}
          </div>
        </div>
      </section>
    )
  }
  const type = typeWord(text, grantCase.type)
  const grant = grantCase.grantYear === null ? type : words.typeAndYear(type, grantCase.grantYear)
  return (
    <section className="tm-subject" aria-label={words.case}>
      <Icon name="Folder" size={20} />
      <div className="tm-subject__words">
        <strong>{formatPerson(grantCase.familyName, grantCase.givenName)}</strong>
        <div className="tm-quiet">
          <span className="tm-digits">
            {grantCase.dufNumber === '' ? words.noDuf : words.duf(formatDuf(grantCase.dufNumber))}
          </span>
          {' · '}
          <CaseNumber value={grantCase.caseNumber} />
          {' · '}
          {grant}
        </div>
        {regarding.present ? null : <div>{words.gone}</div>}
      </div>
      {regarding.present ? (
        <Button variant="tertiary" onClick={() => go({ screen: 'case', id: grantCase.id })}>
          {words.open}
        </Button>
      ) : null}
    </section>
  )
}
