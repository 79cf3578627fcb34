/** A date without time (`2021-09-12`) as `12.09.2021`; anything else is shown as it came. */
export function formatDate(date: string | null): string {
  if (date === null) return ''
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  return parts === null ? date : `${parts[3]}.${parts[2]}.${parts[1]}`
}

const two = (n: number) => n.toString().padStart(2, '0')
const dayOf = (at: Date) => `${two(at.getDate())}.${two(at.getMonth() + 1)}.`

/** The clock of a moment in local time: `08.12`. */
export function formatTime(moment: string): string {
  const at = new Date(moment)
  return `${two(at.getHours())}.${two(at.getMinutes())}`
}

/** The local date of a moment: `20.11.2026`. */
export function formatDay(moment: string): string {
  const at = new Date(moment)
  return `${dayOf(at)}${at.getFullYear()}`
}

/** A moment in full: `20.11.2026 kl. 15.52`. */
export function formatMoment(moment: string): string {
  return `${formatDay(moment)} kl. ${formatTime(moment)}`
}

/** A moment as short as it can be told from `now`: `08.12` today, `20.11. kl. 15.52` this year, else in full. */
export function formatSince(moment: string, now: Date): string {
  const at = new Date(moment)
  if (at.toDateString() === now.toDateString()) return formatTime(moment)
  if (at.getFullYear() === now.getFullYear()) return `${dayOf(at)} kl. ${formatTime(moment)}`
  return formatMoment(moment)
}

/** Weekday and date, `mandag 23.11.2026`; the weekdays come with the language. */
export function formatWeekday(now: Date, weekdays: readonly string[]): string {
  return `${weekdays[now.getDay()] ?? ''} ${dayOf(now)}${now.getFullYear()}`.trim()
}
