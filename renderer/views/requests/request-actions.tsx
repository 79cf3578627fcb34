import { useStore } from 'zustand'
import type { RequestSummary } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { useNavigation, useStores, useText } from '../context.ts'

interface Props {
  readonly request: RequestSummary
  readonly onWithdraw: () => void
}

/** What can be done with the request in its state; nothing while it is on its way or at IMDi. */
export function RequestActions({ request, onWithdraw }: Props) {
  const text = useText()
  const words = text.requests
  const { requests: store, notices, startDraft } = useStores()
  const acting = useStore(store, (now) => now.acting) !== null
  const go = useNavigation((now) => now.go)
  const { id, state, regarding } = request
  const toForm = () => go({ screen: 'draft', id })
  const edit = async () => {
    if (await store.getState().act('edit', id)) toForm()
  }
  const remove = async () => {
    if (!(await store.getState().act('remove', id))) return
    notices.getState().done(words.removed(request.title === '' ? words.untitled : request.title), {
      label: words.undo,
      run: () => void store.getState().restore(request),
    })
  }
  const withdraw = (
    <Button
      variant="tertiary"
      tone="danger"
      icon="Trash"
      className="tm-requests__last"
      onClick={onWithdraw}
      disabled={acting}
    >
      {words.withdraw}
    </Button>
  )
  switch (state) {
    case 'draft':
      return (
        <div className="tm-requests__actions">
          <Button variant="secondary" icon="Pencil" onClick={toForm}>
            {words.continue}
          </Button>
          <Button
            variant="tertiary"
            tone="danger"
            icon="Trash"
            className="tm-requests__last"
            onClick={() => void remove()}
            disabled={acting}
          >
            {words.remove}
          </Button>
        </div>
      )
    case 'queued':
      return (
        <div className="tm-requests__actions">
          <Button icon="Pencil" onClick={() => void edit()} disabled={acting}>
            {words.takeBack}
          </Button>
          {withdraw}
        </div>
      )
    case 'needs-decision':
      return (
        <div className="tm-requests__actions">
          {request.decision === 'case-gone' ? null : (
            <Button
              variant="primary"
              icon="Paperplane"
              onClick={() => void store.getState().act('send-anyway', id)}
              disabled={acting}
            >
              {words.sendAnyway}
            </Button>
          )}
          <Button icon="Pencil" onClick={() => void edit()} disabled={acting}>
            {words.editFirst}
          </Button>
          {withdraw}
        </div>
      )
    case 'refused':
      return (
        <div className="tm-requests__actions">
          <Button icon="Pencil" onClick={() => void edit()} disabled={acting}>
            {words.edit}
          </Button>
          {withdraw}
        </div>
      )
    case 'needs-info':
      return request.regarding.present ? (
        <div className="tm-requests__actions">
          <Button icon="Pencil" onClick={() => void startDraft({ kind: regarding.kind, id: regarding.id })}>
            {words.writeNew}
          </Button>
        </div>
      ) : null
    default:
      return null
  }
}
