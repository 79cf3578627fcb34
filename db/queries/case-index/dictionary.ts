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

/** What a dictionary worked out, to make it again from. The lists are handed over, each when first asked for. */
export interface KeptDictionary {
  readonly size: number
  readonly values: () => string[]
  /** May be shorter than the values: the rest is worked out when asked for. */
  readonly searchTexts: () => string[]
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
  let list: string[] | null = kept ? null : ['']
  const values = (): string[] => (list ??= kept?.values() ?? [''])
  let size = kept?.size ?? 1
  /** Made when the first value is added: a dictionary that is only read needs no way back. */
  let codes: Map<string, number> | null = null
  let texts: string[] | null = null
  let digitsOnly = kept?.digitsOnly ?? kind.digits === true
  let ranked = kept?.ranks ?? new Int32Array(1)
  let rankedPlainly = digitsOnly

  return {
    get size() {
      return size
    },
    values,
    add(value) {
      if (value === '') return 0
      if (!kind.unique) {
        codes ??= new Map(values().map((known, code) => [known, code]))
        const known = codes.get(value)
        if (known !== undefined) return known
        codes.set(value, size)
      }
      if (digitsOnly) digitsOnly = plain.test(value)
      values().push(value)
      return size++
    },
    value: (code) => values()[code] ?? '',
    searchTexts() {
      texts ??= kept?.searchTexts() ?? ['']
      for (let code = texts.length; code < size; code++) texts.push(kind.searchText(values()[code] ?? ''))
      return texts
    },
    digitsOnly: () => digitsOnly,
    ranks() {
      if (ranked.length === size) return ranked
      // The first value that is not of digits changes how all are compared.
      const known = rankedPlainly === digitsOnly ? ranked : new Int32Array(1)
      ranked = ranksWith(known, values(), digitsOnly ? codeUnits : kind.compare)
      rankedPlainly = digitsOnly
      return ranked
    },
  }
}

/**
 * The ranks with those of the values behind them: the few new ones are sorted and looked up, the rest only counted
 * on, since which of them are equal is known from their old ranks.
 */
function ranksWith(
  known: Int32Array,
  values: readonly string[],
  compare: (a: string, b: string) => number,
): Int32Array<ArrayBuffer> {
  const by = (a: number, b: number) => compare(values[a] ?? '', values[b] ?? '') || a - b
  const old = inOrder(known)
  const added: number[] = []
  for (let code = known.length; code < values.length; code++) added.push(code)
  added.sort(by)

  const ranks = new Int32Array(values.length)
  let rank = 0
  let before = 0
  const append = (code: number) => {
    const bothKnown = before < known.length && code < known.length
    const equal =
      before !== 0 &&
      (bothKnown ? known[before] === known[code] : compare(values[before] ?? '', values[code] ?? '') === 0)
    if (!equal) rank++
    ranks[code] = rank
    before = code
  }
  let next = 0
  for (const code of added) {
    let low = next
    let high = old.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (by(old[middle] ?? 0, code) < 0) low = middle + 1
      else high = middle
    }
    while (next < low) append(old[next++] ?? 0)
    append(code)
  }
  while (next < old.length) append(old[next++] ?? 0)
  return ranks
}

/** The numbers in the order of their ranks, those of one rank in their own. Ranks run from 1 without a gap. */
function inOrder(ranks: Int32Array): Int32Array {
  const starts = new Int32Array(ranks.length + 1)
  for (let code = 1; code < ranks.length; code++) {
    const rank = ranks[code] ?? 0
    starts[rank + 1] = (starts[rank + 1] ?? 0) + 1
  }
  for (let rank = 1; rank < starts.length; rank++) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0)
  const order = new Int32Array(Math.max(0, ranks.length - 1))
  for (let code = 1; code < ranks.length; code++) {
    const rank = ranks[code] ?? 0
    const place = starts[rank] ?? 0
    starts[rank] = place + 1
    order[place] = code
  }
  return order
}
