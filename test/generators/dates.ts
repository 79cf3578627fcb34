/** Dates without time, `YYYY-MM-DD`, counted in days since 1970. */
export const dayNumber = (year: number, month: number, day: number): number =>
  Math.floor(Date.UTC(year, month - 1, day) / 86_400_000)

export const dayOf = (date: string): number => Math.floor(Date.parse(date) / 86_400_000)

const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)

export function civil(days: number): { year: number; month: number; day: number } {
  const date = new Date(days * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Days already written out: a big municipality names the same few thousand days millions of times. */
const written = new Map<number, string>()

export function isoDate(days: number): string {
  const found = written.get(days)
  if (found !== undefined) return found
  const { year, month, day } = civil(days)
  const text = `${year}-${two(month)}-${two(day)}`
  written.set(days, text)
  return text
}
