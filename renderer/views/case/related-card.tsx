import type { CaseRow } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { CaseNumber } from '../../parts/identifier.tsx'
import { State } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { formatAmount } from '../../text/format/amounts.ts'
import { caseStatusKind, caseStatusWord } from '../choices.ts'
import { useNavigation, useText } from '../context.ts'
import { grantWord } from './case-words.ts'

/** The same person's other cases; nothing when there is none. */
export function RelatedCard({ cases }: { readonly cases: readonly CaseRow[] }) {
  const text = useText()
  const go = useNavigation((now) => now.go)
  const words = text.caseView.related
  if (cases.length === 0) return null
  return (
    <Card title={words.title} note={cases.length}>
      <Table label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.caseNumber}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.status}</th>
            <th scope="col" className="tm-num">
              {words.paid}
            </th>
          </tr>
        </thead>
        <tbody>
          {cases.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <button
                  type="button"
                  className="tm-link"
                  aria-label={words.open(row.caseNumber)}
                  onClick={() => go({ screen: 'case', id: row.id })}
                >
                  <CaseNumber value={row.caseNumber} />
                </button>
              </th>
              <td>{grantWord(text, row)}</td>
              <td>
                <State kind={caseStatusKind(row.status)}>{caseStatusWord(text, row.status)}</State>
              </td>
              <td className="tm-num">{formatAmount(row.totalAmount)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
