import { type Ref, useId, useRef } from 'react'
import { type Mark, MarkedText } from './marked-text.tsx'

interface Props {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly marks: readonly Mark[]
  readonly maxLength: number
  readonly readOnly?: boolean
  /** The id of what is said about the text elsewhere, read with the field. */
  readonly describedBy?: string
  readonly ref?: Ref<HTMLTextAreaElement>
}

/** A text field of several lines in which pieces can be marked while they are typed; it grows with its text. */
export function MarkedTextarea({ label, name, value, onChange, marks, maxLength, readOnly, describedBy, ref }: Props) {
  const id = useId()
  const under = useRef<HTMLDivElement>(null)
  return (
    <div className="tm-field">
      <label className="tm-field__label" htmlFor={id}>
        {label}
      </label>
      <div className="tm-marked-area">
        <div className="tm-marked-area__under" ref={under} aria-hidden="true">
          <MarkedText text={value} marks={marks} />
          {'\u200b'}
        </div>
        <textarea
          id={id}
          name={name}
          ref={ref}
          value={value}
          maxLength={maxLength}
          readOnly={readOnly}
          spellCheck={false}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => {
            if (under.current !== null) under.current.scrollTop = event.currentTarget.scrollTop
          }}
        />
      </div>
    </div>
  )
}
