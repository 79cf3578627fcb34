import { type Ref, useId } from 'react'
import { type DraftTextField, problems } from '../../../db/domain.ts'
import { ChoiceCards } from '../../parts/choice-cards.tsx'
import { DateField } from '../../parts/date-field.tsx'
import { FieldLine } from '../../parts/field-line.tsx'
import type { IconName } from '../../parts/icon.tsx'
import { MarkedTextarea } from '../../parts/marked-textarea.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { formatDate } from '../../text/format/dates.ts'
import { useStores, useText } from '../context.ts'
import { excerptsIn } from './excerpts.ts'
import { FieldWarnings } from './field-warnings.tsx'
import { readDay } from './read-day.ts'
import { TermChoice } from './term-choice.tsx'
import { TitleField } from './title-field.tsx'

const icons: Record<(typeof problems)[number], IconName> = {
  'missing-payment': 'Receipt',
  'wrong-amount': 'Calculator',
  'wrong-municipality': 'Buildings2',
  ended: 'CircleSlash',
  other: 'Chat',
}

/** More than is kept, so that a text too long is told of and not cut off when it is pasted. */
const longestKept = 200_000

interface Props {
  readonly draft: OpenDraft
  readonly editable: boolean
  readonly titleError: string | null
  readonly onTitleTyped: () => void
  readonly titleInput: Ref<HTMLInputElement>
  readonly whatInput: Ref<HTMLTextAreaElement>
}

/** What the caseworker fills in, in the order the manual asks for it. */
export function DraftFieldset({ draft, editable, titleError, onTitleTyped, titleInput, whatInput }: Props) {
  const text = useText()
  const words = text.draft
  const id = useId()
  const { change } = useStores().draft.getState()
  const { fields } = draft
  const warned = (field: DraftTextField) => <FieldWarnings draft={draft} field={field} editable={editable} />
  const marks = (field: DraftTextField) => excerptsIn(field, draft.warnings, draft.checked, fields)
  const calendar = {
    months: text.cases.months,
    week: words.dates.week,
    previous: words.dates.previous,
    next: words.dates.next,
  }
  return (
    <>
      <ChoiceCards
        legend={words.problem.label}
        choices={problems.map((value) => ({ value, label: words.problem.values[value], icon: icons[value] }))}
        value={fields.problem}
        onChoose={(problem) => change({ problem })}
        disabled={!editable}
      />
      <div className="tm-draft__pair">
        <TermChoice draft={draft} editable={editable} />
        <div className="tm-draft__pair tm-draft__pair--tight">
          {(['fromDate', 'toDate'] as const).map((field) => {
            const label = field === 'fromDate' ? words.dates.from : words.dates.to
            return (
              <DateField
                key={field}
                label={label}
                value={fields[field]}
                onChange={(typed) => change({ [field]: typed })}
                day={readDay(fields[field])}
                write={formatDate}
                words={calendar}
                buttonLabel={words.dates.calendar(label.toLowerCase())}
                placeholder={words.dates.hint}
                readOnly={!editable}
                below={warned(field)}
              />
            )
          })}
        </div>
      </div>
      <div className="tm-draft__pair">
        <MarkedTextarea
          label={words.what}
          name="what"
          ref={whatInput}
          value={fields.what}
          onChange={(what) => change({ what })}
          marks={marks('what')}
          maxLength={longestKept}
          readOnly={!editable}
          describedBy={`${id}-what`}
        />
        <MarkedTextarea
          label={words.why}
          name="why"
          value={fields.why}
          onChange={(why) => change({ why })}
          marks={marks('why')}
          maxLength={longestKept}
          readOnly={!editable}
          describedBy={`${id}-why`}
        />
      </div>
      <div className="tm-draft__warnings" aria-live="polite">
        {(['what', 'why'] as const).map((field) => (
          <div key={field} id={`${id}-${field}`} className="tm-draft__live">
            {warned(field)}
          </div>
        ))}
      </div>
      <div className="tm-draft__pair">
        <FieldLine
          label={words.place}
          name="place"
          value={fields.place}
          onChange={(place) => change({ place })}
          maxLength={longestKept}
          readOnly={!editable}
          below={warned('place')}
        />
      </div>
      <TitleField
        draft={draft}
        editable={editable}
        ref={titleInput}
        error={titleError}
        onChange={(title) => {
          onTitleTyped()
          change({ title })
        }}
        below={warned('title')}
      />
    </>
  )
}
