import type { RequestDetail } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Table } from '../../parts/table.tsx'
import { formatDay } from '../../text/format/dates.ts'
import { useText } from '../context.ts'

/** Field by field: what the request was written on, and what IMDi has now. */
export function Changes({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const words = text.requests.changes
  if (detail.differences.length === 0) return null
  return (
    <Card title={words.title} note={words.count(detail.differences.length)}>
      <Table label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.beforeOn(formatDay(detail.writtenAt))}</th>
            <th scope="col">{words.now}</th>
            <th scope="col">
              <span className="tm-hidden">{words.mark}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {detail.differences.map((difference) => (
            <tr key={difference.field}>
              <th scope="row">{difference.field}</th>
              <td>{difference.before === '' ? <Nothing /> : <s className="tm-quiet">{difference.before}</s>}</td>
              <td className="tm-requests__changed">
                {difference.now === '' ? <Nothing /> : <strong>{difference.now}</strong>}
              </td>
              <td className="tm-num">
                <span className="tm-requests__mark tm-tone-warning">
                  <Icon name="ArrowRightLeft" /> {words.mark}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

/** An empty value: a dash to see, a word to hear. */
function Nothing() {
  const text = useText()
  return (
    <>
      <span aria-hidden="true">{text.words.none}</span>
      <span className="tm-hidden">{text.requests.changes.empty}</span>
    </>
  )
}
