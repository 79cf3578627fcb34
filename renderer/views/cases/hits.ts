import type { SearchReading } from '../../../db/domain.ts'
import type { Hits } from '../../grid/hits.ts'

const two = (n: number) => n.toString().padStart(2, '0')

/** What to mark in the rows for how the engine read the search. */
export function hitsOf(reading: SearchReading): Hits {
  switch (reading.kind) {
    case 'none':
      return { kind: 'none' }
    case 'words':
      return { kind: 'words', words: reading.words }
    case 'digits':
      return { kind: 'digits', digits: reading.digits }
    case 'date': {
      const { day, month, year } = reading
      const parts = [day === null ? null : two(day), month === null ? null : two(month), year === null ? null : year]
      return { kind: 'date', text: parts.filter((part) => part !== null).join('.') }
    }
  }
}
