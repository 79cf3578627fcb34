import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './state.css'

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'neutral'

/** State = icon + word + colour, the same everywhere. The word comes from the text files, as children. */
const states = {
  'payout-paid': ['CheckmarkCircleFill', 'success'],
  'payout-planned': ['ClockDashed', 'neutral'],
  'payout-held': ['CircleSlash', 'neutral'],
  'payout-offset': ['ArrowUndo', 'warning'],
  'payout-expected': ['TrendUp', 'neutral'],
  missing: ['ExclamationmarkTriangleFill', 'danger'],
  'case-active': ['CheckmarkCircle', 'success'],
  'case-stopped': ['CircleSlash', 'neutral'],
  'case-ended': ['MinusCircle', 'neutral'],
  draft: ['Pencil', 'neutral'],
  queued: ['InboxUp', 'info'],
  sending: ['ArrowsCirclepath', 'info'],
  'needs-decision': ['ExclamationmarkTriangleFill', 'danger'],
  refused: ['XMarkOctagon', 'danger'],
  withdrawn: ['ArrowUndo', 'neutral'],
  sent: ['Paperplane', 'info'],
  'sent-unconfirmed': ['Paperplane', 'warning'],
  received: ['Checkmark', 'success'],
  'in-progress': ['ClockDashed', 'info'],
  'needs-info': ['QuestionmarkCircleFill', 'warning'],
  granted: ['CheckmarkCircleFill', 'success'],
  rejected: ['XMarkOctagon', 'danger'],
  other: ['InformationSquare', 'neutral'],
  unknown: ['InformationSquare', 'neutral'],
} as const satisfies Record<string, readonly [IconName, Tone]>
export type StateKind = keyof typeof states

export const stateIcon = (kind: StateKind): IconName => states[kind][0]
export const stateTone = (kind: StateKind): Tone => states[kind][1]

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
