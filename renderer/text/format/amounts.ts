const nbsp = '\u00a0'
const minus = '\u2212'

/** Groups the digits of a whole number with no-break spaces; negative numbers get a true minus sign. */
export function formatNumber(value: number): string {
  const digits = Math.abs(Math.trunc(value))
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, nbsp)
  return value < 0 && digits !== '0' ? `${minus}${digits}` : digits
}

/** An amount in øre as `194 400`; øre are written only when there are any: `194 400,50`. */
export function formatKroner(ore: number): string {
  const rest = Math.abs(ore) % 100
  if (rest === 0) return formatNumber(ore / 100)
  const kroner = formatNumber(Math.trunc(Math.abs(ore) / 100))
  return `${ore < 0 ? minus : ''}${kroner},${rest.toString().padStart(2, '0')}`
}

/** An amount in øre as `194 400 kr`, held together by no-break spaces. */
export function formatAmount(ore: number): string {
  return `${formatKroner(ore)}${nbsp}kr`
}
