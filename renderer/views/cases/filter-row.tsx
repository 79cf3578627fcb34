import { memo, type Ref } from 'react'
import type { CaseList } from '../../../db/domain.ts'
import { Chip } from '../../parts/chip.tsx'
import { Menu } from '../../parts/menu.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatTerm } from '../../text/format/term.ts'
import type { Texts } from '../../text/index.ts'
import { caseStatusWord, typeWord } from '../choices.ts'
import { useCases, useStores, useText } from '../context.ts'
import { grantYearWord, toggled, withChosen } from './filters.ts'
import './filter-row.css'

interface Props {
  readonly search: Ref<HTMLInputElement>
  readonly onDown: () => void
}

/** The search, and a chip per type, year, status and term with what it would leave. */
export function FilterRow({ search, onDown }: Props) {
  const text = useText()
  const { type } = useStores().cases.getState()
  const query = useCases((store) => store.query)
  const list = useCases((store) => store.list)
  return (
    <div className="tm-filters">
      <SearchField
        ref={search}
        label={text.cases.search}
        hint={text.cases.searchHint}
        clearLabel={text.cases.clearSearch}
        value={query.search}
        onChange={type}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
          event.preventDefault()
          onDown()
        }}
      />
      <div className="tm-filters__chips">
        {list === null ? null : <TypeChips list={list} />}
        <span className="tm-filters__line" />
        {list === null ? null : <YearMenu list={list} />}
        {list === null ? null : <StatusMenu list={list} />}
        <TermMenu />
      </div>
    </div>
  )
}

const TypeChips = memo(function TypeChips({ list }: { readonly list: CaseList }) {
  const text = useText()
  const { change } = useStores().cases.getState()
  const types = useCases((store) => store.query.types)
  const count = list.types.reduce((sum, facet) => sum + facet.count, 0)
  return (
    <>
      <Chip pressed={types.length === 0} count={formatNumber(count)} onPress={() => change({ types: [] })}>
        {text.cases.all}
      </Chip>
      {withChosen(list.types, types).map((facet) => {
        const word = typeWord(text, { code: facet.value, text: facet.text })
        const amount = formatAmount(facet.sum)
        return (
          <Chip
            key={facet.value}
            pressed={types.includes(facet.value)}
            count={formatNumber(facet.count)}
            label={text.cases.facet(word, formatNumber(facet.count), amount)}
            title={amount}
            note={<span className="tm-filters__sum">{amount}</span>}
            onPress={() => change({ types: toggled(types, facet.value) })}
          >
            {word}
          </Chip>
        )
      })}
    </>
  )
})

const YearMenu = memo(function YearMenu({ list }: { readonly list: CaseList }) {
  const text = useText()
  const { change } = useStores().cases.getState()
  const chosen = useCases((store) => store.query.grantYears)
  return (
    <Menu
      look="chip"
      stay
      on={chosen.length > 0}
      trigger={chosenWords(text, text.cases.grantYear, chosen, (year) => grantYearWord(text, year))}
      items={withChosen(list.grantYears, chosen).map((facet) => ({
        key: String(facet.value),
        label: grantYearWord(text, facet.value),
        note: formatNumber(facet.count),
        checked: chosen.includes(facet.value),
        run: () => change({ grantYears: toggled(chosen, facet.value) }),
      }))}
    />
  )
})

const StatusMenu = memo(function StatusMenu({ list }: { readonly list: CaseList }) {
  const text = useText()
  const { change } = useStores().cases.getState()
  const chosen = useCases((store) => store.query.statuses)
  const word = (code: number) =>
    caseStatusWord(text, { code, text: list.statuses.find((facet) => facet.value === code)?.text ?? String(code) })
  return (
    <Menu
      look="chip"
      stay
      on={chosen.length > 0}
      trigger={chosenWords(text, text.cases.status, chosen, word)}
      items={withChosen(list.statuses, chosen).map((facet) => ({
        key: String(facet.value),
        label: word(facet.value),
        note: formatNumber(facet.count),
        checked: chosen.includes(facet.value),
        run: () => change({ statuses: toggled(chosen, facet.value) }),
      }))}
    />
  )
})

const TermMenu = memo(function TermMenu() {
  const text = useText()
  const { change, loadTerms } = useStores().cases.getState()
  const termId = useCases((store) => store.query.termId)
  const terms = useCases((store) => store.terms)
  const term = terms.find((one) => one.id === termId)
  return (
    <Menu
      look="chip"
      on={termId !== null}
      onOpen={() => void loadTerms()}
      trigger={chosenWords(text, text.cases.term, termId === null ? [] : [termId], () =>
        term === undefined ? text.cases.several(1) : formatTerm(term),
      )}
      items={[
        {
          key: 'all',
          label: text.cases.all,
          checked: termId === null,
          run: () => change({ termId: null }),
        },
        ...terms.map((one) => ({
          key: one.id,
          label: formatTerm(one),
          note: one.name,
          checked: one.id === termId,
          run: () => change({ termId: one.id }),
        })),
      ]}
    />
  )
})

/** "Status", "Status: Løper" or "Status: 2 valgt". */
function chosenWords<V>(text: Texts, label: string, chosen: readonly V[], word: (value: V) => string): string {
  const [first] = chosen
  if (first === undefined) return label
  return text.cases.chosen(label, chosen.length === 1 ? word(first) : text.cases.several(chosen.length))
}
