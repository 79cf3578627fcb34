/** What the search looked for, so that the list can mark where it was found. */
export type Hits =
  | { readonly kind: 'none' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Matched by digits alone: `2022216519` is found in `2022 216519 02`. */
  | { readonly kind: 'digits'; readonly digits: string }
  /** Only columns that say so hold the date that was searched. */
  | { readonly kind: 'date'; readonly text: string }

export interface HitRange {
  readonly start: number
  readonly end: number
}

const folded = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').toLowerCase()

/** Where in `text` the search was found: sorted, not overlapping. */
export function hitRanges(text: string, hits: Hits): readonly HitRange[] {
  switch (hits.kind) {
    case 'none':
      return []
    case 'words':
      return merged(hits.words.flatMap((word) => allOf(folded(text), folded(word))))
    case 'date':
      return allOf(text, hits.text)
    case 'digits':
      return digitRanges(text, hits.digits)
  }
}

function allOf(text: string, word: string): HitRange[] {
  if (word === '') return []
  const found: HitRange[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    found.push({ start: at, end: at + word.length })
  }
  return found
}

function digitRanges(text: string, digits: string): HitRange[] {
  const places: number[] = []
  let bare = ''
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (char >= '0' && char <= '9') {
      places.push(i)
      bare += char
    }
  }
  return allOf(bare, digits).map(({ start, end }) => ({ start: places[start] ?? 0, end: (places[end - 1] ?? 0) + 1 }))
}

function merged(ranges: readonly HitRange[]): HitRange[] {
  const out: HitRange[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last !== undefined && range.start <= last.end)
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    else out.push(range)
  }
  return out
}
