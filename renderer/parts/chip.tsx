import { Chip as DsChip } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import './chip.css'

interface Props {
  readonly pressed: boolean
  readonly onPress: () => void
  /** A number after the word, in a softer colour. */
  readonly count?: string
  /** After the number, softer still. */
  readonly note?: ReactNode
  /** The whole name for screen readers, where the word and the number are not enough. */
  readonly label?: string
  readonly title?: string
  readonly children: ReactNode
}

/** A filter that is on or off. */
export function Chip({ pressed, onPress, count, note, label, title, children }: Props) {
  return (
    <DsChip.Button className="tm-chip" aria-pressed={pressed} aria-label={label} title={title} onClick={onPress}>
      {children}
      {count === undefined ? null : <span className="tm-chip__count">{count}</span>}
      {note}
    </DsChip.Button>
  )
}

interface RemovableProps {
  /** What the cross does, read aloud. */
  readonly label: string
  readonly onRemove: () => void
  readonly children: ReactNode
}

/** A filter in force, taken away by its cross. */
export function RemovableChip({ label, onRemove, children }: RemovableProps) {
  return (
    <DsChip.Button className="tm-chip tm-chip--removable" aria-label={label} title={label} onClick={onRemove}>
      {children}
      <Icon name="XMark" />
    </DsChip.Button>
  )
}
