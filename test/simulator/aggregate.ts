import { badRequest } from './error.ts'
import { parseFilter, type Test } from './filter.ts'
import type { Versioned } from './render.ts'
import type { EntitySet } from './schema.ts'

export interface Aggregation {
  readonly filter: string | null
  readonly test: Test
  readonly run: (rows: Iterable<Versioned>) => { readonly [name: string]: number | null }
}

interface Measure {
  readonly column: string
  readonly how: string
  readonly as: string
}

/** Splits at a separator outside parentheses and quotation marks. */
function split(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === "'") quoted = !quoted
    if (quoted) continue
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === separator && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

function readMeasure(set: EntitySet, text: string): Measure {
  const count = /^\$count as (\w+)$/.exec(text.trim())
  if (count?.[1]) return { column: '', how: 'count', as: count[1] }
  const [, column = '', how = '', as = ''] =
    /^(\w+) with (sum|min|max|average|countdistinct) as (\w+)$/.exec(text.trim()) ?? []
  if (!set.columns.some((each) => each.name === column)) throw badRequest(`Cannot aggregate '${text.trim()}'.`)
  return { column, how, as }
}

function compute(measure: Measure, values: readonly number[], count: number): number | null {
  if (measure.how === 'count') return count
  if (measure.how === 'countdistinct') return new Set(values).size
  // Added in øre: kroner with decimals do not add up exactly in binary.
  const sum = values.reduce((total, value) => total + Math.round(value * 100), 0) / 100
  if (measure.how === 'sum') return sum
  if (values.length === 0) return null
  if (measure.how === 'average') return sum / values.length
  return values.reduce((a, b) => (measure.how === 'min' ? Math.min(a, b) : Math.max(a, b)))
}

/** Reads `aggregate(…)`, or `filter(…)/aggregate(…)`. Grouping is not offered. */
export function readAggregation(set: EntitySet, apply: string): Aggregation {
  const steps = split(apply.trim(), '/')
  const inner = (step: string | undefined, name: string) =>
    step?.startsWith(`${name}(`) && step.endsWith(')') ? step.slice(name.length + 1, -1) : null
  const filter = steps.length === 2 ? inner(steps[0], 'filter') : null
  const wanted = inner(steps.at(-1), 'aggregate')
  if (wanted === null || steps.length > 2 || (steps.length === 2 && filter === null)) {
    throw badRequest(`The $apply expression '${apply}' is not supported.`)
  }
  const measures = split(wanted, ',').map((part) => readMeasure(set, part))
  return {
    filter,
    test: filter === null ? () => true : parseFilter(filter, set),
    run: (rows) => {
      const values = measures.map((): number[] => [])
      let count = 0
      for (const { row } of rows) {
        count++
        for (const [at, measure] of measures.entries()) {
          const value = row[measure.column]
          if (typeof value === 'number') values[at]?.push(value)
        }
      }
      return Object.fromEntries(measures.map((measure, at) => [measure.as, compute(measure, values[at] ?? [], count)]))
    },
  }
}
