import type { RequestSummary } from '../../../db/domain.ts'
import { Alert, type AlertTone } from '../../parts/alert.tsx'
import { formatMoment, formatSince, formatTime } from '../../text/format/dates.ts'
import type { Texts } from '../../text/index.ts'
import { useSync, useText } from '../context.ts'

interface Words {
  readonly tone: AlertTone
  readonly title: string
  readonly body: string
}

/** Where the request stands, why, and what happens next; IMDi's own sentence where there is one. */
export function Situation({ request, attempts }: { readonly request: RequestSummary; readonly attempts: number }) {
  const text = useText()
  const offlineSince = useSync((store) => store.status?.offlineSince ?? null)
  const { tone, title, body } = situationOf(text, request, offlineSince)
  const waits = request.state === 'queued' && request.nextTryAt !== null && request.nextTryAt > new Date().toISOString()
  const more = [
    waits && request.nextTryAt !== null ? text.requests.nextTry(formatTime(request.nextTryAt)) : '',
    request.state === 'queued' && attempts > 0 ? text.requests.attempts(attempts) : '',
  ]
  return (
    <div role="status" className="tm-requests__situation">
      <Alert
        tone={tone}
        title={title}
        {...(request.state === 'queued' && offlineSince !== null ? { icon: 'CloudSlash' } : {})}
      >
        {[body, ...more].filter((part) => part !== '').join(' ')}
      </Alert>
      {request.answer === '' || request.state === 'refused' ? null : (
        <blockquote className="tm-requests__answer">
          <div className="tm-requests__said">{text.requests.answer}</div>
          {request.answer}
        </blockquote>
      )}
    </div>
  )
}

function situationOf(text: Texts, request: RequestSummary, offlineSince: string | null): Words {
  const words = text.requests.why
  const { state } = request
  switch (state) {
    case 'draft':
      return { tone: 'info', title: words.draft.title, body: words.draft.body(formatMoment(request.updatedAt)) }
    case 'queued':
      return queuedWords(text, request, offlineSince)
    case 'needs-decision':
      return { tone: 'warning', ...words[request.decision ?? 'decision'] }
    case 'refused': {
      const said = request.answer === '' ? '' : words.refused.said(request.answer)
      return { tone: 'danger', title: words.refused.title, body: `${said} ${words.refused.body}`.trim() }
    }
    case 'sent-unconfirmed':
    case 'needs-info':
      return { tone: 'warning', ...words[state] }
    case 'granted':
      return { tone: 'success', ...words.granted }
    case 'rejected':
      return { tone: 'danger', ...words.rejected }
    case 'other':
      return { tone: 'info', title: words.other.title, body: request.stateText }
    default:
      return { tone: 'info', ...words[state] }
  }
}

function queuedWords(text: Texts, { queueReason }: RequestSummary, offlineSince: string | null): Words {
  const words = text.requests.why
  if (queueReason === 'sign-in') return { tone: 'warning', ...words['sign-in'] }
  if (offlineSince !== null) {
    const title = words.network.titleSince(formatSince(offlineSince, new Date()))
    return { tone: 'warning', title, body: words.network.body }
  }
  const reason = queueReason ?? 'next-sync'
  const { title, body } = words[reason]
  return { tone: reason === 'next-sync' ? 'info' : 'warning', title, body }
}
