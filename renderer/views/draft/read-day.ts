/** The day that a typed text means, for showing it in the calendar; the engine reads dates on its own for the letter. */
export function readDay(typed: string): string | null {
  const text = typed.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const norwegian = /^(\d{1,2})[.\-/]\s?(\d{1,2})[.\-/\s]\s?(\d{4})$/.exec(text)
  const parts = iso === null ? [norwegian?.[3], norwegian?.[2], norwegian?.[1]] : [iso[1], iso[2], iso[3]]
  const [year, month, day] = parts.map(Number)
  if (year === undefined || month === undefined || day === undefined || Number.isNaN(year)) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}
