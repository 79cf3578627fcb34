import { Search } from '@digdir/designsystemet-react'
import type { KeyboardEvent, Ref } from 'react'
import './search-field.css'

/** What a search can hold; nothing on the PC is as long. */
const longest = 500

interface Props {
  readonly label: string
  readonly hint: string
  readonly clearLabel: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly ref?: Ref<HTMLInputElement>
}

/** A search that answers as one types; Escape empties it. */
export function SearchField({ label, hint, clearLabel, value, onChange, onKeyDown, ref }: Props) {
  return (
    <Search className="tm-search">
      <Search.Input
        ref={ref ?? null}
        aria-label={label}
        placeholder={hint}
        value={value}
        autoComplete="off"
        spellCheck={false}
        maxLength={longest}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault()
            event.stopPropagation()
            onChange('')
          }
          onKeyDown?.(event)
        }}
      />
      {value === '' ? null : <Search.Clear aria-label={clearLabel} onClick={() => onChange('')} />}
    </Search>
  )
}
