import { type ReactNode, type Ref, useState } from 'react'
import { FieldLine } from '../../parts/field-line.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { useText } from '../context.ts'

/** What IMDi's activity takes. */
export const titleLimit = 200

/** The title IMDi will get: the typed one, else the suggested one. */
export function titleOf({ fields, suggestedTitle }: Pick<OpenDraft, 'fields' | 'suggestedTitle'>): string {
  return fields.title.trim() === '' ? suggestedTitle : fields.title.trim()
}

interface Props {
  readonly draft: OpenDraft
  readonly editable: boolean
  readonly onChange: (title: string) => void
  readonly error: string | null
  readonly below: ReactNode
  readonly ref: Ref<HTMLInputElement>
}

/** The title: the suggestion follows the other fields until something else is typed over it. */
export function TitleField({ draft, editable, onChange, error, below, ref }: Props) {
  const text = useText()
  const words = text.draft.titleField
  const [emptied, setEmptied] = useState(false)
  const suggested = draft.fields.title === '' && !emptied
  const value = suggested ? draft.suggestedTitle : draft.fields.title
  return (
    <FieldLine
      label={words.label}
      name="title"
      ref={ref}
      value={value}
      maxLength={2_000}
      readOnly={!editable}
      error={error}
      hint={suggested && value !== '' && editable ? `${words.suggested} ${words.hint}` : words.hint}
      below={below}
      onChange={(typed) => {
        setEmptied(typed === '')
        onChange(typed === draft.suggestedTitle ? '' : typed)
      }}
      onBlur={() => setEmptied(false)}
      end={
        <span className="tm-field__count" data-over={value.length > titleLimit ? '' : undefined}>
          <span aria-hidden="true">{words.count(value.length, titleLimit)}</span>
          <span className="tm-hidden">{words.countSpoken(value.length, titleLimit)}</span>
        </span>
      }
    />
  )
}
