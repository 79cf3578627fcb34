/** Where the engine's warnings point in the text as it is typed now, which may be a moment ahead of them. */
import type { DraftFields, DraftTextField, DraftWarning } from '../../../db/domain.ts'
import type { Mark } from '../../parts/marked-text.tsx'

export interface Excerpt extends Mark {
  readonly warning: DraftWarning
  readonly text: string
}

/** Warnings about a piece of the text that had better not be sent. */
const removable: readonly DraftWarning['code'][] = [
  'street-address',
  'other-number',
  'synthetic-number',
  'title-has-identifier',
]

export const isRemovable = (warning: DraftWarning): boolean =>
  removable.includes(warning.code) && warning.field !== null && warning.end > warning.start

/** Warnings that a field is empty: told in the checklist, not under a field nobody has come to yet. */
const emptiness: readonly DraftWarning['code'][] = [
  'title-empty',
  'what-empty',
  'why-empty',
  'dates-empty',
  'place-empty',
]

export const isEmptiness = (warning: DraftWarning): boolean => emptiness.includes(warning.code)

/** The pieces of `field` that warnings point at; a piece that is no longer there is left out. */
export function excerptsIn(
  field: DraftTextField,
  warnings: readonly DraftWarning[],
  checked: DraftFields,
  typed: DraftFields,
): readonly Excerpt[] {
  return warnings.flatMap((warning) => {
    if (warning.field !== field || !isRemovable(warning)) return []
    const text = checked[field].slice(warning.start, warning.end)
    const start = typed[field].startsWith(text, warning.start) ? warning.start : typed[field].indexOf(text)
    return start < 0 ? [] : [{ warning, text, start, end: start + text.length }]
  })
}

/** The text without the piece and without the gap it would leave; `at` is where the piece was. */
export function withoutExcerpt(text: string, { start, end }: Mark): { readonly text: string; readonly at: number } {
  const before = text.slice(0, start)
  const after = text.slice(end)
  const tidy = /^[.,;:!?)]/.test(after) ? before.trimEnd() : before
  return { text: tidy + (/(^|\s)$/.test(tidy) ? after.replace(/^ +/, '') : after), at: tidy.length }
}

/** Every place in `whole` where one of the pieces stands. */
export function placesOf(whole: string, pieces: readonly string[]): readonly Mark[] {
  return pieces.flatMap((piece) => {
    const start = piece === '' ? -1 : whole.indexOf(piece)
    return start < 0 ? [] : [{ start, end: start + piece.length }]
  })
}
