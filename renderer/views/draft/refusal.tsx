import { useStore } from 'zustand'
import { Alert } from '../../parts/alert.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import type { Texts } from '../../text/index.ts'
import { useStores, useText } from '../context.ts'

/**
 * What did not go: a text that is not on disk, or an order that was refused. Nothing typed is lost by it. It stands at
 * the foot, so that the field being typed in does not move.
 */
export function Refusal({ draft }: { readonly draft: OpenDraft }) {
  const text = useText()
  const refused = useStore(useStores().draft, (now) => now.refused)
  const { saving } = draft
  return (
    <div role="alert" className="tm-draft__live tm-draft__foot">
      {saving.kind === 'failed' ? (
        <Alert tone="danger" title={text.draft.notSaved.title}>
          {text.errors[saving.error].title}. {whatNow(text, saving)}
        </Alert>
      ) : null}
      {refused === null ? null : refused.error === 'unsaved' ? (
        <Alert tone="danger">{text.draft.obstacles.unsaved}</Alert>
      ) : (
        <Alert tone="danger" title={`${text.errors[refused.error].title}.`}>
          {text.errors[refused.error].body}
        </Alert>
      )}
    </div>
  )
}

function whatNow(text: Texts, saving: Extract<OpenDraft['saving'], { kind: 'failed' }>): string {
  const words = text.draft.notSaved
  if (saving.retrying) return words.retrying
  if (saving.error === 'bad-arguments') return words.tooLong
  if (saving.error === 'not-found') return words.gone
  return saving.error === 'not-allowed-now' ? words.sent : words.stuck
}
