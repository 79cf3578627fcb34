import { RemovableChip } from '../../parts/chip.tsx'
import { useCases, useStores, useText } from '../context.ts'
import { dateChip } from './date-chip.ts'
import { filtered } from './filters.ts'

/** How the search was read, and which rows of the last sync are shown alone; a click on either undoes it. */
export function ReadingChips() {
  const text = useText()
  const { change, clearFilters } = useStores().cases.getState()
  const reading = useCases((store) => store.list?.reading)
  const filters = useCases((store) => filtered(store.query))
  const filter = useCases((store) => store.query.change)
  const date = reading === undefined ? null : dateChip(reading, text.cases)
  return (
    <>
      {date === null ? null : (
        <RemovableChip label={`${date}. ${text.cases.dateAsText}`} onRemove={() => change({ asText: true })}>
          {date}
        </RemovableChip>
      )}
      {filter === null ? null : (
        <RemovableChip
          label={text.cases.removeFilter(text.cases.changes[filter.kind])}
          onRemove={() => change({ change: null })}
        >
          {text.cases.changes[filter.kind]}
        </RemovableChip>
      )}
      {filters ? (
        <button type="button" className="tm-link tm-filters__clear" onClick={clearFilters}>
          {text.cases.clearFilters}
        </button>
      ) : null}
    </>
  )
}
