import { useStore } from 'zustand'
import { Button } from '../../parts/button.tsx'
import { Kbd } from '../../parts/kbd.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { useNavigation, useStores, useText } from '../context.ts'
import { RequestStateTag } from '../request-state.tsx'
import { useQueueWords } from './queue-words.ts'
import { SaveNote } from './save-note.tsx'
import { titleOf } from './title-field.tsx'

interface Props {
  readonly draft: OpenDraft
  readonly onSend: () => void
}

export function DraftHeader({ draft, onSend }: Props) {
  const text = useText()
  const words = text.draft
  const { draft: store, navigation, notices } = useStores()
  const acting = useStore(store, (now) => now.acting)
  const { go, replace, back } = navigation.getState()
  const behind = useNavigation((now) => now.behind.length > 0)
  const queue = useQueueWords(draft.view)
  const { id, state } = draft.view

  const toRequests = () => go({ screen: 'requests', selected: id })
  const takeBack = () => void store.getState().act('take-back')
  const close = () => (behind ? back() : go({ screen: 'requests', selected: id }))
  const remove = async () => {
    if (!(await store.getState().act('remove'))) return
    replace({ screen: 'requests', selected: null })
    notices.getState().done(words.removed, {
      label: words.undo,
      run: () => {
        void store
          .getState()
          .restore(id)
          .then((done) => (done ? go({ screen: 'draft', id }) : notices.getState().failed('unexpected')))
      },
    })
  }
  const takeBackable = state === 'queued' || state === 'needs-decision' || state === 'refused'
  return (
    <PageHeader
      trail={
        <nav aria-label={words.trail}>
          <button type="button" className="tm-link" onClick={() => go({ screen: 'requests', selected: id })}>
            {words.requests}
          </button>
          <span aria-hidden="true"> › </span>
          <span aria-current="page">{titleOf(draft) === '' ? words.new : titleOf(draft)}</span>
        </nav>
      }
      title={words.title}
      tags={
        <>
          <RequestStateTag request={{ state, stateText: '' }} />
          {state === 'draft' ? (
            <SaveNote saving={draft.saving} />
          ) : state === 'queued' ? (
            <span className="tm-quiet tm-draft__note">{queue.short}</span>
          ) : null}
        </>
      }
      actions={
        state === 'draft' ? (
          <>
            <Button
              variant="tertiary"
              tone="danger"
              icon="Trash"
              onClick={() => void remove()}
              disabled={acting !== null}
            >
              {words.remove}
            </Button>
            <Button onClick={close}>{words.close}</Button>
            <Button
              variant="primary"
              onClick={onSend}
              busy={acting === 'submit'}
              disabled={acting !== null}
              aria-keyshortcuts="Control+Enter"
            >
              {words.send} <Kbd>{words.sendKeys}</Kbd>
            </Button>
          </>
        ) : (
          <>
            {takeBackable ? (
              <Button icon="Pencil" onClick={takeBack} disabled={acting !== null}>
                {state === 'queued' ? words.takeBack : words.edit}
              </Button>
            ) : null}
            <Button onClick={toRequests}>{state === 'needs-decision' ? words.seeWhy : words.seeRequests}</Button>
          </>
        )
      }
    />
  )
}
