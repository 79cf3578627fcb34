import type { RequestSummary } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CaseNumber } from '../../parts/identifier.tsx'
import { Table } from '../../parts/table.tsx'
import { formatNumber } from '../../text/format/amounts.ts'
import { formatDay } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import type { Texts } from '../../text/index.ts'
import { useNavigation, useText } from '../context.ts'
import { RequestStateMark } from '../request-state.tsx'

/** How many are shown before "Vis alle". */
const shown = 12

/** All drafts and requests, at the bottom, as the caseworkers know it from the portal. */
export function RequestsCard({ requests }: { readonly requests: readonly RequestSummary[] }) {
  const text = useText()
  const go = useNavigation((store) => store.go)
  const { requests: words } = text.dashboard
  return (
    <Card
      className="tm-dashboard__full tm-dashboard__requests"
      title={words.title}
      note={requests.length === 0 ? undefined : formatNumber(requests.length)}
      action={
        <Button
          variant="tertiary"
          small
          iconAfter="ChevronRight"
          onClick={() => go({ screen: 'requests', selected: null })}
        >
          {words.all}
        </Button>
      }
    >
      {requests.length === 0 ? (
        <p className="tm-card__empty">{words.empty}</p>
      ) : (
        <Table label={words.title}>
          <thead>
            <tr>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.heading}</th>
              <th scope="col">{words.regarding}</th>
              <th scope="col">{words.caseNumber}</th>
              <th scope="col">{words.step}</th>
              <th scope="col" className="tm-num">
                {words.written}
              </th>
            </tr>
          </thead>
          <tbody>
            {requests.slice(0, shown).map((request) => (
              <RequestRow key={request.id} request={request} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function RequestRow({ request }: { readonly request: RequestSummary }) {
  const text = useText()
  const go = useNavigation((store) => store.go)
  const { regarding } = request
  const step = nextStep(request, text.dashboard.requests)
  const open = () =>
    go(request.state === 'draft' ? { screen: 'draft', id: request.id } : { screen: 'requests', selected: request.id })
  return (
    <tr data-opens="" onClick={open}>
      <td>
        <RequestStateMark request={request} />
      </td>
      <td className="tm-clip">
        <button
          type="button"
          className="tm-link tm-dashboard__title"
          onClick={(event) => {
            event.stopPropagation()
            open()
          }}
        >
          {request.title.trim() === '' ? text.dashboard.requests.untitled : request.title}
        </button>
      </td>
      <td>{regarding.kind === 'term' ? text.words.wholeTerm : regarding.person || text.words.none}</td>
      <td className="tm-quiet">
        {regarding.kind === 'term' ? (
          regarding.term === null ? (
            text.words.none
          ) : (
            formatTerm(regarding.term)
          )
        ) : (
          <CaseNumber value={regarding.caseNumber || text.words.none} />
        )}
      </td>
      <td className="tm-dashboard__step" title={step}>
        {step}
      </td>
      <td className="tm-num">{formatDay(request.writtenAt)}</td>
    </tr>
  )
}

/** What happens next, or what IMDi said. */
function nextStep(request: RequestSummary, words: Texts['dashboard']['requests']): string {
  if (request.state === 'queued') return words.queue[request.queueReason ?? 'next-sync']
  const steps: Partial<Record<RequestSummary['state'], string>> = words.steps
  const step = steps[request.state]
  if (step !== undefined) return step
  return request.answer
}
