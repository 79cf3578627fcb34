import { useRef } from 'react'
import type { SaveState } from '../../stores/draft-saver.ts'
import { formatSince } from '../../text/format/dates.ts'
import { useText } from '../context.ts'

/** "Lagrer …", then "Lagret 08.26" when the engine has answered. Read aloud once a minute at most. */
export function SaveNote({ saving }: { readonly saving: SaveState }) {
  const text = useText()
  const spoken = useRef('')
  const word =
    saving.kind === 'saved'
      ? text.draft.saved(formatSince(saving.at, new Date()))
      : saving.kind === 'saving'
        ? text.draft.saving
        : text.draft.notSaved.short
  if (saving.kind !== 'saving') spoken.current = word
  return (
    <>
      <span className="tm-quiet tm-draft__note tm-digits" aria-hidden="true">
        {word}
      </span>
      <span className="tm-hidden" role="status">
        {spoken.current}
      </span>
    </>
  )
}
