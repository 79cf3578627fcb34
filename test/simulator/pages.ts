import { renderRow, type Shape, type Versioned } from './render.ts'
import { makeSegment, type Segment } from './segment.ts'

/** Compressed fronts of pages, kept while memory lasts: the pages most lately asked for. */
export interface Pages {
  readonly kept: (key: string, make: () => string) => Segment
}

const limit = 300_000_000

export function createPages(): Pages {
  const segments = new Map<string, Segment>()
  let bytes = 0
  return {
    kept: (key, make) => {
      const found = segments.get(key)
      if (found) {
        segments.delete(key)
        segments.set(key, found)
        return found
      }
      const segment = makeSegment(make())
      segments.set(key, segment)
      bytes += segment.deflated.length
      for (const [oldest, { deflated }] of segments) {
        if (bytes <= limit) break
        segments.delete(oldest)
        bytes -= deflated.length
      }
      return segment
    },
  }
}

export const renderRows = (rows: readonly Versioned[], shape: Shape, extra = ''): string =>
  rows.map((row) => renderRow(row, shape, extra)).join(',')
