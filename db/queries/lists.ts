/** The last few lists, by version. An older version is gone: the caller opens its list again. */
export interface Lists {
  /** Answers the version it is kept under. */
  keep(seqs: Int32Array): number
  /** Null when it is gone. */
  find(version: number): Int32Array | null
  forget(): void
}

/** Enough for the grids that may be open at once; each is 4 bytes a row. */
const kept = 8

/** @param first versions count from here: a new engine must not give out numbers that an old one gave */
export function createLists(first: number): Lists {
  const lists = new Map<number, Int32Array>()
  let next = first
  return {
    keep(seqs) {
      const version = next++
      lists.set(version, seqs)
      for (const old of lists.keys()) {
        if (lists.size <= kept) break
        lists.delete(old)
      }
      return version
    },
    find(version) {
      const found = lists.get(version) ?? null
      if (found) {
        // Used last, dropped last.
        lists.delete(version)
        lists.set(version, found)
      }
      return found
    },
    forget: () => lists.clear(),
  }
}
