import { CaseNumber } from '../../parts/identifier.tsx'
import { MarkedText } from '../../parts/marked-text.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { formatNumber } from '../../text/format/amounts.ts'
import { formatTerm } from '../../text/format/term.ts'
import { useText } from '../context.ts'
import { isRemovable, placesOf } from './excerpts.ts'

/** Exactly what IMDi gets, letter by letter as the engine will send it. */
export function PreviewCard({ draft }: { readonly draft: OpenDraft }) {
  const text = useText()
  const words = text.draft.preview
  const { preview, warnings, checked } = draft
  const { regarding } = draft.view
  const pieces = warnings.flatMap((warning) =>
    warning.field !== null && isRemovable(warning)
      ? [checked[warning.field].slice(warning.start, warning.end).trim()]
      : [],
  )
  const { noteText, subject } = preview
  return (
    <section>
      <div className="tm-draft__aside-head">
        <h2 className="tm-draft__aside-title">{words.title}</h2>
        <span className="tm-quiet tm-digits">{words.count(formatNumber(noteText.length))}</span>
      </div>
      <div className="tm-letter">
        <div className="tm-letter__subject">
          {subject === '' ? words.untitled : <MarkedText text={subject} marks={placesOf(subject, pieces)} />}
        </div>
        <div className="tm-letter__on tm-quiet">
          {regarding.kind === 'term' ? (
            regarding.term === null ? null : (
              words.onTerm(formatTerm(regarding.term))
            )
          ) : (
            <>
              {words.onCase('')}
              <CaseNumber value={regarding.caseNumber} />
            </>
          )}
        </div>
        {noteText === '' ? (
          <p className="tm-quiet tm-letter__empty">{words.empty}</p>
        ) : (
          <div className="tm-letter__text">
            <MarkedText text={noteText} marks={placesOf(noteText, pieces)} />
          </div>
        )}
      </div>
    </section>
  )
}
