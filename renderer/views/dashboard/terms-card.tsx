import type { Dashboard, TermTotals } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Menu } from '../../parts/menu.tsx'
import { State } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { formatAmount, formatKroner, formatNumber } from '../../text/format/amounts.ts'
import { formatDate } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import { termStatusKind, termStatusWord, typeShort } from '../choices.ts'
import { useNavigation, useStores, useText } from '../context.ts'
import { type TypeColumn, yearSums } from './year-sums.ts'

/** The year's terms with their sums, and a request on a whole term straight from its row. */
export function TermsCard({ dashboard }: { readonly dashboard: Dashboard }) {
  const text = useText()
  const stores = useStores()
  const { terms: words } = text.dashboard
  const terms = dashboard.terms.slice().sort((a, b) => a.term.number - b.term.number)
  const year = terms[0]?.term.year ?? dashboard.newestTermYear
  const sums = yearSums(terms)
  const title = year === null ? text.cases.term : words.title(year)
  const years = dashboard.years.slice().sort((a, b) => b - a)
  return (
    <Card
      className="tm-dashboard__wide"
      title={title}
      note={sums.types.map((type) => typeShort(text, type)).join(' · ')}
      action={
        years.length < 2 ? undefined : (
          <Menu
            look="chip"
            label={words.years}
            trigger={String(year ?? '')}
            items={years.map((one) => ({
              key: String(one),
              label: words.year(one),
              checked: one === year,
              run: () => void stores.dashboard.getState().chooseYear(one),
            }))}
          />
        )
      }
    >
      {terms.length === 0 ? (
        <p className="tm-card__empty">{words.empty}</p>
      ) : (
        <Table label={title}>
          <thead>
            <tr>
              <th scope="col">{words.term}</th>
              <th scope="col">{words.status}</th>
              <th scope="col">{words.paid}</th>
              <th scope="col" className="tm-num">
                {words.count}
              </th>
              {sums.types.map((type) => (
                <th scope="col" className="tm-num" key={type.code}>
                  {typeShort(text, type)}
                </th>
              ))}
              <th scope="col" className="tm-num">
                {words.sum}
              </th>
              <th scope="col">
                <span className="tm-hidden">{words.action}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {terms.map((totals) => (
              <TermRow key={totals.term.id} totals={totals} types={sums.types} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {words.total}
              </th>
              <td className="tm-num">{formatNumber(sums.count)}</td>
              {sums.types.map((type) => (
                <td className="tm-num" key={type.code}>
                  {formatKroner(sums.byType.get(type.code) ?? 0)}
                </td>
              ))}
              <td className="tm-num">{formatAmount(sums.sum)}</td>
              <td />
            </tr>
          </tfoot>
        </Table>
      )}
    </Card>
  )
}

function TermRow({ totals, types }: { readonly totals: TermTotals; readonly types: readonly TypeColumn[] }) {
  const text = useText()
  const stores = useStores()
  const go = useNavigation((store) => store.go)
  const { terms: words } = text.dashboard
  const { term } = totals
  const show = () => {
    stores.cases.getState().show({ termId: term.id })
    go({ screen: 'cases' })
  }
  return (
    <tr>
      <th scope="row">
        <button type="button" className="tm-link" onClick={show} title={words.show(formatTerm(term))}>
          {text.words.term(term.number)}
        </button>
      </th>
      <td>
        <State kind={termStatusKind(term.status)}>{termStatusWord(text, term.status)}</State>
      </td>
      <td className="tm-date">{term.paymentDate === null ? text.words.none : formatDate(term.paymentDate)}</td>
      <td className="tm-num">{formatNumber(totals.count)}</td>
      {types.map((type) => {
        const facet = totals.byType.find((one) => one.value === type.code)
        return (
          <td className="tm-num" key={type.code}>
            {facet === undefined ? text.words.none : formatKroner(facet.sum)}
          </td>
        )
      })}
      <td
        className="tm-num"
        title={
          totals.offsetCount === 0
            ? undefined
            : words.offsets(formatNumber(totals.offsetCount), formatAmount(totals.offsetSum))
        }
      >
        <strong>{formatAmount(totals.sum)}</strong>
      </td>
      <td className="tm-dashboard__write">
        <Button
          variant="tertiary"
          small
          icon="Pencil"
          aria-label={words.writeFor(formatTerm(term))}
          onClick={() => void stores.startDraft({ kind: 'term', id: term.id })}
        >
          <span className="tm-dashboard__write-word">{words.write}</span>
        </Button>
      </td>
    </tr>
  )
}
