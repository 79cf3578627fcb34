import type { ReactNode } from 'react'
import { Alert } from '../../parts/alert.tsx'
import type { OpenDraft } from '../../stores/draft.ts'
import { useText } from '../context.ts'
import { useQueueWords } from './queue-words.ts'

/** Where the request is when it is no longer a draft, said in full at the top of the form. */
export function StateBanner({ draft }: { readonly draft: OpenDraft }) {
  const words = useText().draft.states
  const queue = useQueueWords(draft.view)
  const { state, answer } = draft.view
  const said = ((): ReactNode => {
    switch (state) {
      case 'draft':
        return null
      case 'queued':
        return (
          <Alert
            tone={queue.waiting ? 'warning' : 'info'}
            icon={queue.waiting ? 'CloudSlash' : 'InboxUp'}
            title={queue.title}
          >
            <br />
            {queue.body}
          </Alert>
        )
      case 'sending':
        return (
          <Alert tone="info" title={words.sending}>
            {words.sendingBody}
          </Alert>
        )
      case 'needs-decision':
        return (
          <Alert tone="warning" title={words.decision}>
            {words.decisionBody}
          </Alert>
        )
      case 'refused':
        return (
          <Alert tone="danger" title={words.refused}>
            {answer}
          </Alert>
        )
      case 'withdrawn':
        return <Alert tone="info" title={words.withdrawn} />
      case 'sent':
      case 'received':
        return (
          <Alert tone="success" title={words.sent}>
            {words.sentBody}
          </Alert>
        )
      case 'sent-unconfirmed':
        return (
          <Alert tone="warning" title={words.unconfirmed}>
            {words.unconfirmedBody}
          </Alert>
        )
      default:
        return <Alert tone="info" title={words.atImdi} />
    }
  })()
  return (
    <div role="status" className="tm-draft__live">
      {said}
    </div>
  )
}
