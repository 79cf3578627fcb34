import { useId } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './choice-cards.css'

interface Props<V extends string> {
  readonly legend: string
  readonly choices: readonly { readonly value: V; readonly label: string; readonly icon: IconName }[]
  readonly value: V | null
  readonly onChoose: (value: V) => void
  readonly disabled?: boolean
}

/** One of a few, each a card: radio buttons to the keyboard and to screen readers. */
export function ChoiceCards<V extends string>({ legend, choices, value, onChoose, disabled }: Props<V>) {
  const name = useId()
  return (
    <fieldset className="tm-choice-cards" disabled={disabled}>
      <legend>{legend}</legend>
      <div className="tm-choice-cards__row">
        {choices.map((choice) => (
          <label key={choice.value} className="tm-choice-cards__card">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
            />
            <Icon name={choice.icon} size={18} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
