/** What to look over before sending, from the engine's warnings: a line holds when none of its warnings is there. */
import type { DraftWarning } from '../../../db/domain.ts'

export const checklistLines = ['duf', 'text', 'dates', 'place', 'heading', 'persons', 'single'] as const
export type ChecklistLine = (typeof checklistLines)[number]

const lineOf: Record<DraftWarning['code'], ChecklistLine> = {
  'duf-missing': 'duf',
  'duf-check': 'duf',
  'what-empty': 'text',
  'why-empty': 'text',
  'dates-empty': 'dates',
  'date-unreadable': 'dates',
  'dates-reversed': 'dates',
  'place-empty': 'place',
  'title-empty': 'heading',
  'title-vague': 'heading',
  'title-too-long': 'heading',
  'title-has-identifier': 'heading',
  'street-address': 'persons',
  'other-number': 'persons',
  'synthetic-number': 'persons',
  'open-request': 'single',
}

export interface ChecklistItem {
  readonly line: ChecklistLine
  /** Empty when the line holds. */
  readonly warnings: readonly DraftWarning[]
}

/**
 * `about.duf` is false for a whole term, which has no person of its own. An empty title is no fault while there is a
 * suggested one to send.
 */
export function checklistOf(
  warnings: readonly DraftWarning[],
  about: { readonly duf: boolean; readonly suggestedTitle: string },
): readonly ChecklistItem[] {
  const faults = warnings.filter(({ code }) => code !== 'title-empty' || about.suggestedTitle === '')
  return checklistLines
    .filter((line) => line !== 'duf' || about.duf)
    .map((line) => ({ line, warnings: faults.filter(({ code }) => lineOf[code] === line) }))
}
