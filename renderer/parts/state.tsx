import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { type StateKind, stateIcon, stateTone } from './state-kinds.ts'
import './state.css'

export type { StateKind, Tone } from './state-kinds.ts'

/** Those that need a person are written in their colour; the rest only have a coloured icon. */
const loud: readonly StateKind[] = ['missing', 'needs-decision', 'refused', 'rejected']

interface Props {
  readonly kind: StateKind
  readonly children: ReactNode
}

/** A state in a table or a list: icon and word. */
export function State({ kind, children }: Props) {
  return (
    <span className={`tm-state ${loud.includes(kind) ? 'tm-state--loud' : ''}`} data-tone={stateTone(kind)}>
      <Icon name={stateIcon(kind)} />
      <span>{children}</span>
    </span>
  )
}

/** A state in a page header: the same on a tinted ground. */
export function StateTag({ kind, children }: Props) {
  return (
    <span className="tm-state tm-state--tag" data-tone={stateTone(kind)}>
      <Icon name={stateIcon(kind)} />
      <span>{children}</span>
    </span>
  )
}

/** The icon alone, where the word stands elsewhere in the same row. */
export function StateIcon({ kind, size = 16 }: { readonly kind: StateKind; readonly size?: 16 | 20 }) {
  return (
    <span className="tm-state" data-tone={stateTone(kind)}>
      <Icon name={stateIcon(kind)} size={size} />
    </span>
  )
}
