import type { Ref } from 'react'
import type { CaseList } from '../../../db/domain.ts'
import { Chip, RemovableChip } from '../../parts/chip.tsx'
import { Menu } from '../../parts/menu.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatTerm } from '../../text/format/term.ts'
import { caseStatusWord, typeWord } from '../choices.ts'
import { useCases, useStores, useText } from '../context.ts'
import { dateChip } from './date-chip.ts'
import { filtered, grantYearWord, toggled } from './filters.ts'
import './filter-row.css'

interface Props {
  readonly search: Ref<HTMLInputElement>
  readonly onDown: () => void
}

/** The search, how it was read, and a chip per type, year, status and term with what it would leave. */
export function FilterRow({ search, onDown }: Props) {
  const text = useText()
  const { change, type, clearFilters } = useStores().cases.getState()
  const query = useCases((store) => store.query)
  const list = useCases((store) => store.list)
  const date = list === null ? null : dateChip(list.reading, text.cases)
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
        {date === null ? null : (
          <RemovableChip label={`${date}. ${text.cases.dateAsText}`} onRemove={() => change({ asText: true })}>
            {date}
          </RemovableChip>
        )}
        {query.change === null ? null : (
          <RemovableChip
            label={text.cases.removeFilter(text.cases.changes[query.change.kind])}
            onRemove={() => change({ change: null })}
          >
            {text.cases.changes[query.change.kind]}
          </RemovableChip>
        )}
        {list === null ? null : <TypeChips list={list} />}
        <span className="tm-filters__line" />
        {list === null ? null : <YearMenu list={list} />}
        {list === null ? null : <StatusMenu list={list} />}
        <TermMenu />
        {filtered(query) ? (
          <button type="button" className="tm-link tm-filters__clear" onClick={clearFilters}>
            {text.cases.clearFilters}
          </button>
        ) : null}
      </div>
    </div>
  )
}

function TypeChips({ list }: { readonly list: CaseList }) {
  const text = useText()
  const { change } = useStores().cases.getState()
  const types = useCases((store) => store.query.types)
  const count = list.types.reduce((sum, facet) => sum + facet.count, 0)
  return (
    <>
      <Chip pressed={types.length === 0} count={formatNumber(count)} onPress={() => change({ types: [] })}>
        {text.cases.all}
      </Chip>
      {list.types.map((facet) => {
        const word = typeWord(text, { code: facet.value, text: facet.text })
        const amount = formatAmount(facet.sum)
        return (
          <Chip
            key={facet.value}
            pressed={types.includes(facet.value)}
            count={formatNumber(facet.count)}
            label={text.cases.facet(word, formatNumber(facet.count), amount)}
            title={amount}
            onPress={() => change({ types: toggled(types, facet.value) })}
          >
            {word}
            <span className="tm-filters__sum">{amount}</span>
          </Chip>
        )
      })}
    </>
  )
}

function YearMenu({ list }: { readonly list: CaseList }) {
  const text = useText()
  const { change } = useStores().cases.getState()
  const chosen = useCases((store) => store.query.grantYears)
  return (
    <Menu
      look="chip"
      stay
      on={chosen.length > 0}
      trigger={text.cases.chosen(
        text.cases.grantYear,
        chosenWord(chosen, (year) => grantYearWord(text, year), text.cases),
      )}
      items={list.grantYears.map((facet) => ({
        key: String(facet.value),
        label: grantYearWord(text, facet.value),
        note: formatNumber(facet.count),
        checked: chosen.includes(facet.value),
        run: () => change({ grantYears: toggled(chosen, facet.value) }),
      }))}
    />
  )
}

function StatusMenu({ list }: { readonly list: CaseList }) {
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
      trigger={text.cases.chosen(text.cases.status, chosenWord(chosen, word, text.cases))}
      items={list.statuses.map((facet) => ({
        key: String(facet.value),
        label: word(facet.value),
        note: formatNumber(facet.count),
        checked: chosen.includes(facet.value),
        run: () => change({ statuses: toggled(chosen, facet.value) }),
      }))}
    />
  )
}

function TermMenu() {
  const text = useText()
  const { change, loadTerms } = useStores().cases.getState()
  const termId = useCases((store) => store.query.termId)
  const terms = useCases((store) => store.terms)
  const term = terms.find((one) => one.id === termId)
  const word = termId === null ? text.cases.allValues : term === undefined ? text.cases.several(1) : formatTerm(term)
  return (
    <Menu
      look="chip"
      on={termId !== null}
      onOpen={() => void loadTerms()}
      trigger={text.cases.chosen(text.cases.term, word)}
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
}

function chosenWord<V>(
  chosen: readonly V[],
  word: (value: V) => string,
  text: { readonly allValues: string; readonly several: (n: number) => string },
): string {
  const [first] = chosen
  if (first === undefined) return text.allValues
  return chosen.length === 1 ? word(first) : text.several(chosen.length)
}
