import { codeUnits } from './order.ts'

/**
 * The distinct values of one column, numbered. A row holds only the number, so that a filter or a search looks at
 * each value once and at each row only through a table of answers, and a sort counts ranks instead of comparing.
 * Number 0 is the empty value.
 */
export interface DictionaryKind {
  /** The text a search looks in, as the column shows the value; folded (search/folded.ts). */
  readonly searchText: (value: string) => string
  /** Order of two values that are not empty. */
  readonly compare: (a: string, b: string) => number
  /** Values of digits and hyphens are shown without a letter, and plain comparison gives their order. */
  readonly digits?: boolean
  /** Nearly every row has a value of its own: equal ones are not looked for, each gets a number of its own. */
  readonly unique?: boolean
}

/** What a dictionary worked out, to make it again from. */
export interface KeptDictionary {
  readonly values: readonly string[]
  /** May be shorter than the values: the rest is worked out when asked for. */
  readonly searchTexts: readonly string[]
  readonly ranks: Int32Array<ArrayBuffer>
  readonly digitsOnly: boolean
}

export interface Dictionary {
  readonly size: number
  /** By their numbers. */
  values(): readonly string[]
  /** The value's number, given one when it is new. */
  add(value: string): number
  value(code: number): string
  /** Per number, the text a search looks in. */
  searchTexts(): readonly string[]
  /** True when no value shows a letter, so that a word with a letter need not be looked for. */
  digitsOnly(): boolean
  /** Per number, its place in the column's order from 1 up; equals share a place; 0 for empty. */
  ranks(): Int32Array<ArrayBuffer>
}

const plain = /^[0-9-]*$/

export function createDictionary(kind: DictionaryKind, kept?: KeptDictionary): Dictionary {
  const values: string[] = kept ? [...kept.values] : ['']
  /** Made when the first value is added: a dictionary that is only read needs no way back. */
  let codes: Map<string, number> | null = null
  const texts: string[] = kept ? [...kept.searchTexts] : ['']
  let digitsOnly = kept?.digitsOnly ?? kind.digits === true
  let ranked = kept?.ranks ?? new Int32Array(1)
  /** The numbers by rank; null while only the ranks are at hand. */
  let order: readonly number[] | null = null
  let rankedPlainly = digitsOnly

  return {
    get size() {
      return values.length
    },
    values: () => values,
    add(value) {
      if (value === '') return 0
      if (!kind.unique) {
        codes ??= new Map(values.map((known, code) => [known, code]))
        const known = codes.get(value)
        if (known !== undefined) return known
        codes.set(value, values.length)
      }
      if (digitsOnly) digitsOnly = plain.test(value)
      values.push(value)
      return values.length - 1
    },
    value: (code) => values[code] ?? '',
    searchTexts() {
      for (let code = texts.length; code < values.length; code++) texts.push(kind.searchText(values[code] ?? ''))
      return texts
    },
    digitsOnly: () => digitsOnly,
    ranks() {
      if (ranked.length === values.length) return ranked
      const compare = digitsOnly ? codeUnits : kind.compare
      // The first value that is not of digits changes how all are compared.
      const from = rankedPlainly === digitsOnly ? ranked.length : 1
      order = merged(from === 1 ? [] : (order ?? inOrder(ranked)), from, values, compare)
      ranked = ranksOf(order, values, compare)
      rankedPlainly = digitsOnly
      return ranked
    },
  }
}

/** The numbers in the order of their ranks, those of one rank in their own. */
function inOrder(ranks: Int32Array): number[] {
  const order = Array.from(ranks.keys()).slice(1)
  return order.sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b)
}

/** `order` with the numbers from `from` on put in their places: the few new ones are sorted, the rest only moved. */
function merged(
  order: readonly number[],
  from: number,
  values: readonly string[],
  compare: (a: string, b: string) => number,
): number[] {
  const by = (a: number, b: number) => compare(values[a] ?? '', values[b] ?? '') || a - b
  const added: number[] = []
  for (let code = from; code < values.length; code++) added.push(code)
  added.sort(by)
  if (order.length === 0) return added
  const result: number[] = []
  let next = 0
  for (const code of added) {
    let low = next
    let high = order.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (by(order[middle] ?? 0, code) < 0) low = middle + 1
      else high = middle
    }
    for (; next < low; next++) result.push(order[next] ?? 0)
    result.push(code)
  }
  for (; next < order.length; next++) result.push(order[next] ?? 0)
  return result
}

function ranksOf(
  order: readonly number[],
  values: readonly string[],
  compare: (a: string, b: string) => number,
): Int32Array<ArrayBuffer> {
  const ranks = new Int32Array(values.length)
  let rank = 0
  let before: string | null = null
  for (const code of order) {
    const value = values[code] ?? ''
    if (before === null || compare(before, value) !== 0) rank++
    ranks[code] = rank
    before = value
  }
  return ranks
}
