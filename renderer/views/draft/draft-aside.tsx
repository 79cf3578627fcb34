import { Icon } from '../../parts/icon.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { useText } from '../context.ts'
import { checklistOf } from './checklist.ts'
import { FromTheCase } from './from-the-case.tsx'
import { PreviewCard } from './preview-card.tsx'

/** Beside the form: what IMDi gets, what to look over, and what the case says. */
export function DraftAside({ draft }: { readonly draft: OpenDraft }) {
  const text = useText()
  return (
    <aside className="tm-draft__aside" aria-label={text.draft.preview.title}>
      <PreviewCard draft={draft} />
      {draft.view.state === 'draft' ? <Checklist draft={draft} /> : null}
      <FromTheCase view={draft.view} />
    </aside>
  )
}

function Checklist({ draft }: { readonly draft: OpenDraft }) {
  const text = useText()
  const words = text.draft.checklist
  const items = checklistOf(draft.warnings, {
    duf: draft.view.regarding.kind === 'case',
    suggestedTitle: draft.suggestedTitle,
  })
  return (
    <section>
      <h2 className="tm-draft__aside-title">{words.title}</h2>
      <ul className="tm-checklist">
        {items.flatMap(({ line, warnings }) =>
          warnings.length === 0
            ? [
                <li key={line} className="tm-tone-success">
                  <Icon name="CheckmarkCircle" size={18} />
                  <span>
                    <span className="tm-hidden">{words.ok}: </span>
                    {words[line]}
                  </span>
                </li>,
              ]
            : warnings.map((warning) => (
                <li key={`${warning.code}${warning.field ?? ''}${warning.start}`} className="tm-tone-warning">
                  <Icon name="ExclamationmarkTriangleFill" size={18} />
                  <span>
                    <span className="tm-hidden">{words.look}: </span>
                    {warning.text}
                  </span>
                </li>
              )),
        )}
      </ul>
    </section>
  )
}
