import { type ReactNode, useEffect, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import { Calendar, type CalendarWords } from './calendar.tsx'
import { FieldLine } from './field-line.tsx'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** The day that the typed text means, `YYYY-MM-DD`, or null. */
  readonly day: string | null
  /** Writes a chosen day as the field writes it. */
  readonly write: (day: string) => string
  readonly words: CalendarWords
  readonly buttonLabel: string
  readonly placeholder: string
  readonly readOnly?: boolean
  readonly below?: ReactNode
}

/** A date to type in any of the usual spellings, or to choose in a small calendar. */
export function DateField({
  label,
  value,
  onChange,
  day,
  write,
  words,
  buttonLabel,
  placeholder,
  readOnly,
  below,
}: Props) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [open])
  const shut = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the calendar from anywhere in it
    <div
      className="tm-date-field"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        shut()
      }}
    >
      <FieldLine
        label={label}
        value={value}
        onChange={onChange}
        maxLength={40}
        digits
        placeholder={placeholder}
        below={below}
        {...(readOnly === undefined ? {} : { readOnly })}
        end={
          readOnly === true ? undefined : (
            <IconButton
              ref={button}
              icon="Calendar"
              label={buttonLabel}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            />
          )
        }
      />
      {open ? (
        <Calendar
          day={day}
          words={words}
          onChoose={(chosen) => {
            onChange(write(chosen))
            shut()
          }}
        />
      ) : null}
    </div>
  )
}
