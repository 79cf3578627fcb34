/**
 * A date as people type it (`1.9.2021`, `01-09-2021`, `1/9 2021`, `2021-09-01`) → `2021-09-01`, or null when it is
 * none, or none the calendar has.
 */
export function readDate(typed: string): string | null {
  const text = typed.trim().replace(/[\u2010-\u2015\u2212]/g, '-')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const norwegian = /^(\d{1,2})[.\-/]\s?(\d{1,2})[.\-/\s]\s?(\d{4})$/.exec(text)
  if (norwegian) return calendarDate(Number(norwegian[3]), Number(norwegian[2]), Number(norwegian[1]))
  return null
}

/** Null when the calendar has no such day. */
export function calendarDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(year, month - 1, day)
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!same || year < 1000) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
