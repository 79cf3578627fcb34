import { type ReactNode, type Ref, useId } from 'react'
import './field-line.css'

interface Props {
  readonly label: string
  readonly name?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  readonly maxLength: number
  readonly readOnly?: boolean
  /** Dates and numbers, whose digits are of one width. */
  readonly digits?: boolean
  readonly placeholder?: string
  readonly hint?: string
  /** Says what is wrong; the field is marked as wrong. */
  readonly error?: string | null
  /** Inside the field, at its right end. */
  readonly end?: ReactNode
  /** Stands under the field and is read with it. */
  readonly below?: ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

/** A text field of one line. */
export function FieldLine(props: Props) {
  const {
    label,
    name,
    value,
    onChange,
    onBlur,
    maxLength,
    readOnly,
    digits,
    placeholder,
    hint,
    error,
    end,
    below,
    ref,
  } = props
  const id = useId()
  const wrong = error !== undefined && error !== null
  return (
    <div className="tm-field">
      <label className="tm-field__label" htmlFor={id}>
        {label}
      </label>
      <div
        className="tm-field__box"
        data-readonly={readOnly === true ? '' : undefined}
        data-invalid={wrong ? '' : undefined}
        data-digits={digits === true ? '' : undefined}
      >
        <input
          id={id}
          name={name}
          ref={ref}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={value}
          maxLength={maxLength}
          readOnly={readOnly}
          placeholder={placeholder}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-hint ${id}-error ${id}-below`}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
        />
        {end}
      </div>
      <div id={`${id}-error`} role="alert">
        {wrong ? <div className="tm-field__error">{error}</div> : null}
      </div>
      <div id={`${id}-hint`}>{hint === undefined ? null : <div className="tm-field__hint">{hint}</div>}</div>
      <div id={`${id}-below`} className="tm-field__below" aria-live="polite">
        {below}
      </div>
    </div>
  )
}
