/**
 * How dates and amounts are written wherever the user, or IMDi, reads them: `12.09.2021` and `194 400 kr`, with a
 * hard space between groups and U+2212 as minus. By hand, not `Intl`: a list formats hundreds of thousands of them.
 */

const hardSpace = '\u00a0'
const minus = '\u2212'

/** `2021-09-12` → `12.09.2021`. Anything else is shown as it came; nothing is shown as nothing. */
export function shownDate(date: string | null): string {
  if (date === null) return ''
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return date
  return `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`
}

/** Whole øre → `194 400 kr`, or `194 400,50 kr` when there are øre. */
export function shownAmount(ore: number): string {
  const whole = Math.floor(Math.abs(ore) / 100)
  const rest = Math.abs(ore) % 100
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, hardSpace)
  const decimals = rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`
  return `${ore < 0 ? minus : ''}${grouped}${decimals}${hardSpace}kr`
}

/** `202221651902` → `2022 216519 02`, as UDI writes it. Other lengths are shown as they came. */
export function shownDuf(duf: string): string {
  return /^\d{12}$/.test(duf) ? `${duf.slice(0, 4)} ${duf.slice(4, 10)} ${duf.slice(10)}` : duf
}
