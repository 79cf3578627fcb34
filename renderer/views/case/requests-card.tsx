import type { RequestSummary } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { formatDay } from '../../text/format/dates.ts'
import { useNavigation, useText } from '../context.ts'
import { RequestStateMark } from '../request-state.tsx'

/** The change requests written on this case; a draft opens in the form, the rest among the requests. */
export function RequestsCard({ requests }: { readonly requests: readonly RequestSummary[] }) {
  const text = useText()
  const go = useNavigation((now) => now.go)
  const words = text.caseView.requests
  const newestFirst = [...requests].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  return (
    <Card title={words.title} note={requests.length === 0 ? undefined : requests.length}>
      {requests.length === 0 ? <p className="tm-card__empty">{words.empty}</p> : null}
      <ul className="tm-request-lines">
        {newestFirst.map((request) => (
          <li key={request.id}>
            <div>
              <button
                type="button"
                className="tm-link tm-request-lines__title"
                onClick={() =>
                  go(
                    request.state === 'draft'
                      ? { screen: 'draft', id: request.id }
                      : { screen: 'requests', selected: request.id },
                  )
                }
              >
                {request.title === '' ? words.untitled : request.title}
              </button>
              <div className="tm-quiet tm-request-lines__day">{words.written(formatDay(request.writtenAt))}</div>
            </div>
            <RequestStateMark request={request} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
