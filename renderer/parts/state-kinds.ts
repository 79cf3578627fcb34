import type { IconName } from './icon.tsx'

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
