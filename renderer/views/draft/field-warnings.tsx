import type { DraftTextField } from '../../../db/domain.ts'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { useStores, useText } from '../context.ts'
import { type Excerpt, excerptsIn, isEmptiness, isRemovable, withoutExcerpt } from './excerpts.ts'

interface Props {
  readonly draft: OpenDraft
  readonly field: DraftTextField
  readonly editable: boolean
}

/** What to look at in one field, with the words in question quoted and a way to take them out. */
export function FieldWarnings({ draft, field, editable }: Props) {
  const plain = draft.warnings.filter(
    (warning) => warning.field === field && !isRemovable(warning) && !isEmptiness(warning),
  )
  return (
    <>
      {plain.map((warning) => (
        <Alert key={`${warning.code}${warning.start}`} tone="warning">
          {warning.text}
        </Alert>
      ))}
      {excerptsIn(field, draft.warnings, draft.checked, draft.fields).map((excerpt) => (
        <ExcerptWarning
          key={`${excerpt.warning.code}${excerpt.warning.start}`}
          excerpt={excerpt}
          field={field}
          editable={editable}
        />
      ))}
    </>
  )
}

function ExcerptWarning({ excerpt, field, editable }: { excerpt: Excerpt; field: DraftTextField; editable: boolean }) {
  const text = useText()
  const words = text.draft.warnings
  const store = useStores().draft
  const quoted = words.excerpt(excerpt.text.trim())
  const says = excerpt.warning.text
  // The first sentence in bold when it quotes the words itself; else the words, then the sentence.
  const [title, rest] = says.includes(quoted) ? firstSentence(says) : [quoted, says]
  const remove = () => {
    const typed = store.getState().draft?.fields[field] ?? ''
    const left = withoutExcerpt(typed, excerpt)
    store.getState().change({ [field]: left.text })
    // Back to where the words were, for the sentence around them may need a hand.
    requestAnimationFrame(() => {
      const [input] = document.getElementsByName(field)
      if (!(input instanceof HTMLTextAreaElement) && !(input instanceof HTMLInputElement)) return
      input.focus()
      input.setSelectionRange(left.at, left.at)
    })
  }
  return (
    <Alert
      tone="warning"
      title={title}
      action={
        editable ? (
          <Button variant="tertiary" small onClick={remove} aria-label={words.removeTextLabel(excerpt.text.trim())}>
            {words.removeText}
          </Button>
        ) : undefined
      }
    >
      {rest}
    </Alert>
  )
}

function firstSentence(text: string): readonly [string, string] {
  const end = text.indexOf('. ')
  return end < 0 ? [text, ''] : [text.slice(0, end + 1), text.slice(end + 2)]
}
