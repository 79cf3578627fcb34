import type { SearchReading } from '../../../db/domain.ts'
import { formatDate } from '../../text/format/dates.ts'
import type { Texts } from '../../text/index.ts'

const two = (n: number) => n.toString().padStart(2, '0')

/** "Kvalifisert i 2020 · år 2 i 2021", for a search that was read as a date; null for any other. */
export function dateChip(reading: SearchReading, text: Texts['cases']): string | null {
  if (reading.kind !== 'date') return null
  const { day, month, year, grantYear, newestYear } = reading
  const when = (): string | null => {
    if (day !== null && month !== null && year !== null) {
      return text.onDay(formatDate(`${year}-${two(month)}-${two(day)}`))
    }
    if (month !== null) return text.inMonth(text.months[month - 1] ?? two(month), year)
    return year === null ? null : text.inYear(year)
  }
  const what = when()
  if (what === null) return null
  const qualified = text.qualifiedIn(what)
  if (grantYear === null || newestYear === null) return qualified
  return `${qualified} · ${text.grantYearIn(grantYear, newestYear)}`
}
