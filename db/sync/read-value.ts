/** How single values of IMDi's rows are read. Each reader throws `BadValue` for what breaks the contract. */
import type { SqlValue } from '../handles.ts'

export type Read = (value: unknown, row: Readonly<Record<string, unknown>>, name: string) => SqlValue

/** A value of another kind than promised. Names the column and the kind met, never the value: it may be personal. */
export class BadValue extends Error {
  constructor(name: string, value: unknown) {
    super(`${name}: ${value === null ? 'null' : typeof value}`)
    this.name = 'BadValue'
  }
}

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function guid(value: unknown, _row: unknown, name: string): string {
  if (typeof value !== 'string' || !guidPattern.test(value)) throw new BadValue(name, value)
  return value.toLowerCase()
}

/** A reference, empty when there is none. What it points at may arrive on a later page. */
export function lookup(value: unknown, row: unknown, name: string): string {
  return value === null || value === undefined ? '' : guid(value, row, name)
}

/** Text, empty when missing. Brought to NFC: "å" typed as a + ring must be found by "å". */
export function text(value: unknown, _row: unknown, name: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') throw new BadValue(name, value)
  return value.normalize('NFC')
}

/** A whole number that must be there: codes, years. */
export function required(value: unknown, _row: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new BadValue(name, value)
  return value
}

export function wholeOrNull(value: unknown, row: unknown, name: string): number | null {
  return value === null || value === undefined ? null : required(value, row, name)
}

export const codeOrNull = wholeOrNull

/** IMDi's own text for a code, empty when it sent none. */
export function codeText(_value: unknown, row: Readonly<Record<string, unknown>>, name: string): string {
  const shown = row[`${name}@OData.Community.Display.V1.FormattedValue`]
  return typeof shown === 'string' ? shown : ''
}

/** Kroner as a decimal number → whole øre. */
export function moneyInOre(value: unknown, _row: unknown, name: string): number {
  if (value === null || value === undefined) return 0
  const ore = typeof value === 'number' ? Math.round(value * 100) : Number.NaN
  if (!Number.isSafeInteger(ore)) throw new BadValue(name, value)
  return ore
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * A date without time. A column kept as local midnight arrives as 22:00Z or 23:00Z the day before, so a moment
 * is taken as the day it is in Norway.
 */
export function date(value: unknown, _row: unknown, name: string): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') {
    if (dayPattern.test(value)) return value
    if (momentPattern.test(value)) return norwegianDay(new Date(value))
  }
  throw new BadValue(name, value)
}

function norwegianDay(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(at)
}

/** A moment in one spelling, UTC with milliseconds, so that comparing texts compares times. */
export function moment(value: unknown, _row: unknown, name: string): string {
  if (typeof value !== 'string' || !momentPattern.test(value)) throw new BadValue(name, value)
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) throw new BadValue(name, value)
  return at.toISOString()
}

export function optionalMoment(value: unknown, row: unknown, name: string): string | null {
  return value === null || value === undefined ? null : moment(value, row, name)
}

/** What kind of row a request is about, from the lookup's own name. */
export function regardingKind(kinds: Readonly<Record<string, 'case' | 'term'>>): Read {
  return (_value, row, name) => {
    const logicalName = row[`${name}@Microsoft.Dynamics.CRM.lookuplogicalname`]
    return (typeof logicalName === 'string' ? kinds[logicalName] : undefined) ?? 'other'
  }
}
