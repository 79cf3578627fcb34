import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import './multi-choice.css'

export interface Choosable {
  readonly value: string
  readonly label: string
  /** Beside the word, in grey. */
  readonly note?: string
}

interface Props {
  readonly label: string
  /** What the button says: to choose, or to choose more. */
  readonly prompt: string
  readonly empty: string
  readonly choices: readonly Choosable[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
  readonly removeLabel: (label: string) => string
  readonly readOnly?: boolean
}

/** Some of a list: the chosen as tags that can be taken away, the rest behind a button as check boxes. */
export function MultiChoice({ label, prompt, empty, choices, chosen, onChange, removeLabel, readOnly }: Props) {
  const id = useId()
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

  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  const tags = choices.filter(({ value }) => chosen.includes(value))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the list from anywhere in it
    <div
      className="tm-multi"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
        button.current?.focus()
      }}
    >
      <span className="tm-multi__label" id={`${id}-label`}>
        {label}
      </span>
      <div className="tm-multi__field" data-readonly={readOnly === true ? '' : undefined}>
        {tags.map((tag) =>
          readOnly === true ? (
            <span key={tag.value} className="tm-multi__tag">
              {tag.label}
            </span>
          ) : (
            <button
              key={tag.value}
              type="button"
              className="tm-multi__tag"
              aria-label={removeLabel(tag.label)}
              title={removeLabel(tag.label)}
              onClick={() => {
                toggle(tag.value)
                button.current?.focus()
              }}
            >
              {tag.label}
              <Icon name="XMark" size={14} />
            </button>
          ),
        )}
        {readOnly === true ? null : (
          <button
            type="button"
            ref={button}
            id={`${id}-button`}
            className="tm-multi__button"
            aria-labelledby={`${id}-label ${id}-button`}
            aria-expanded={open}
            aria-controls={open ? `${id}-list` : undefined}
            onClick={() => setOpen(!open)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' || open) return
              event.preventDefault()
              setOpen(true)
            }}
          >
            <span className={tags.length === 0 ? undefined : 'tm-hidden'}>{prompt}</span>
            <Icon name="ChevronDown" />
          </button>
        )}
      </div>
      {open ? (
        <fieldset className="tm-multi__list" id={`${id}-list`} aria-labelledby={`${id}-label`}>
          {choices.length === 0 ? <p>{empty}</p> : null}
          {choices.map((choice, index) => (
            <label key={choice.value}>
              <input
                type="checkbox"
                // biome-ignore lint/a11y/noAutofocus: the list was just opened by a key or a click
                autoFocus={index === 0}
                checked={chosen.includes(choice.value)}
                onChange={() => toggle(choice.value)}
                onKeyDown={moveByArrow}
              />
              <span>{choice.label}</span>
              {choice.note === undefined ? null : <span className="tm-multi__note">{choice.note}</span>}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  )
}

function moveByArrow(event: React.KeyboardEvent<HTMLInputElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const row = event.currentTarget.closest('label')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  next?.querySelector('input')?.focus()
}
