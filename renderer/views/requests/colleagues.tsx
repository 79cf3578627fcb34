import type { RequestSummary } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { formatDay } from '../../text/format/dates.ts'
import { useNavigation, useStores, useText } from '../context.ts'
import { RequestStateMark } from '../request-state.tsx'

/** Open requests of others on the same case or term. */
export function Colleagues({ colleagues }: { readonly colleagues: readonly RequestSummary[] }) {
  const text = useText()
  const store = useStores().requests
  const replace = useNavigation((now) => now.replace)
  if (colleagues.length === 0) return null
  const open = (id: string) => {
    replace({ screen: 'requests', selected: id })
    void store.getState().select(id)
  }
  return (
    <Card title={text.requests.colleagues.title} note={colleagues.length}>
      <ul className="tm-requests__colleagues">
        {colleagues.map((request) => (
          <li key={request.id}>
            <button type="button" className="tm-link" onClick={() => open(request.id)}>
              {request.title === '' ? text.requests.untitled : request.title}
            </button>
            <span className="tm-quiet tm-digits">{formatDay(request.writtenAt)}</span>
            <RequestStateMark request={request} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
