import type { Cell, Row } from '../generators/rows.ts'
import { badRequest } from './error.ts'
import type { EntitySet } from './schema.ts'

export type Test = (row: Row) => boolean

interface Token {
  readonly kind: 'word' | 'text' | 'open' | 'close' | 'comma'
  readonly text: string
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:'((?:[^']|'')*)'|([(),])|([^\s(),']+))/y
  const text = source.trim()
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text)
    if (!found) throw badRequest(`There is an unterminated literal in '${source}'.`)
    const [, quoted, mark, word] = found
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") })
    else if (mark) tokens.push({ kind: mark === '(' ? 'open' : mark === ')' ? 'close' : 'comma', text: mark })
    else tokens.push({ kind: 'word', text: word ?? '' })
  }
  return tokens
}

type Operand = { readonly column: string } | { readonly value: Cell }

const comparisons: { readonly [operator: string]: (a: Cell, b: Cell) => boolean } = {
  eq: (a, b) => same(a, b),
  ne: (a, b) => !same(a, b),
  lt: (a, b) => a !== null && b !== null && order(a, b) < 0,
  le: (a, b) => a !== null && b !== null && order(a, b) <= 0,
  gt: (a, b) => a !== null && b !== null && order(a, b) > 0,
  ge: (a, b) => a !== null && b !== null && order(a, b) >= 0,
}

/** Text is compared without regard to case, as the service does. */
export function order(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()]
  return left < right ? -1 : left > right ? 1 : 0
}
const same = (a: Cell, b: Cell) => (a === null || b === null ? a === b : order(a, b) === 0)

const textTests: { readonly [name: string]: (whole: string, part: string) => boolean } = {
  contains: (whole, part) => whole.includes(part),
  startswith: (whole, part) => whole.startsWith(part),
  endswith: (whole, part) => whole.endsWith(part),
}

/** Reads a `$filter`: comparisons, contains/startswith/endswith, and, or, not, parentheses. */
export function parseFilter(source: string, set: EntitySet): Test {
  const tokens = tokenize(source)
  let at = 0
  const fail = () => badRequest(`Syntax error at position ${at} in '${source}'.`)
  const take = (kind: Token['kind']): string => {
    const token = tokens[at++]
    if (token?.kind !== kind) throw fail()
    return token.text
  }
  const isWord = (text: string) => tokens[at]?.kind === 'word' && tokens[at]?.text === text
  const column = (name: string): string => {
    if (set.columns.some((each) => each.name === name)) return name
    throw badRequest(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${set.logicalName}'.`)
  }
  const operand = (): Operand => {
    const token = tokens[at++]
    if (token?.kind === 'text') return { value: token.text }
    if (token?.kind !== 'word') throw fail()
    const word = token.text
    if (word === 'null') return { value: null }
    if (/^-?\d+(\.\d+)?$/.test(word)) return { value: Number(word) }
    return /^[0-9a-f]{8}-|^\d{4}-\d{2}-\d{2}/i.test(word) ? { value: word } : { column: column(word) }
  }
  const operandValue = (side: Operand, row: Row): Cell => ('column' in side ? (row[side.column] ?? null) : side.value)

  const primary = (): Test => {
    if (tokens[at]?.kind === 'open') {
      at++
      const inner = either()
      take('close')
      return inner
    }
    const textTest = tokens[at + 1]?.kind === 'open' ? textTests[tokens[at]?.text ?? ''] : undefined
    if (textTest) {
      at += 2
      const [whole, , part] = [operand(), take('comma'), operand()]
      take('close')
      return (row) => {
        const [a, b] = [operandValue(whole, row), operandValue(part, row)]
        return a !== null && b !== null && textTest(String(a).toLowerCase(), String(b).toLowerCase())
      }
    }
    const left = operand()
    const compare = comparisons[take('word')]
    if (!compare) throw fail()
    const right = operand()
    return (row) => compare(operandValue(left, row), operandValue(right, row))
  }
  const unary = (): Test => {
    if (!isWord('not')) return primary()
    at++
    const inner = unary()
    return (row) => !inner(row)
  }
  const both = (): Test => {
    const parts = [unary()]
    while (isWord('and')) {
      at++
      parts.push(unary())
    }
    return parts.length === 1 && parts[0] ? parts[0] : (row) => parts.every((part) => part(row))
  }
  const either = (): Test => {
    const parts = [both()]
    while (isWord('or')) {
      at++
      parts.push(both())
    }
    return parts.length === 1 && parts[0] ? parts[0] : (row) => parts.some((part) => part(row))
  }
  const test = either()
  if (at !== tokens.length) throw fail()
  return test
}

/** The one value a lookup must have for the filter to hold, when the filter is a chain of "and" that says so. */
export function requiredValue(source: string, column: string): string | null {
  if (/\bor\b|\bnot\b/.test(source.replace(/'[^']*'/g, ''))) return null
  const found = new RegExp(`(?:^|[\\s(])${column}\\s+eq\\s+'?([0-9a-fA-F-]{36})'?`).exec(source)
  return found?.[1]?.toLowerCase() ?? null
}
