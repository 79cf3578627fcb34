import type { ReadDb } from '../../db/handles.ts'
import { openForReading } from '../../db/open.ts'
import { keepIndex } from '../../db/queries/case-index/kept-index.ts'
import { keepTotals } from '../../db/queries/kept-totals.ts'
import { createReader, type Reader } from '../../db/queries/reader.ts'
import { type MadeRows, madeFiles, makeRows } from '../db/queries/made-rows.ts'

export interface MadeReader {
  readonly rows: MadeRows
  readonly reader: Reader
  readonly replica: ReadDb
  /** Milliseconds from opening the files to the first page of the list. */
  readonly firstPage: number
  remove(): void
}

/** A municipality on encrypted files with the shipped pragmas, read as the reader thread reads it. */
export async function madeReader(cases: number): Promise<MadeReader> {
  const rows = makeRows(2021, cases, 3000)
  const files = madeFiles(rows)
  // As the writer leaves a file after a first pull.
  keepIndex(files.replica)
  keepTotals(files.replica)
  files.replica.pragma('wal_checkpoint(TRUNCATE)')
  const file = { key: files.key, synchronous: 'NORMAL', nativeBinding: null } as const
  const begun = performance.now()
  const replica = openForReading({ ...file, path: files.replica.path, cacheMegabytes: 96 })
  const work = openForReading({ ...file, path: files.work.path, cacheMegabytes: 8 })
  const reader = createReader({ replica, work, now: () => new Date() })
  reader.warm()
  const { version } = reader['cases.open'](everyCase)
  reader['cases.page']({ version, from: 0, to: 200 })
  const firstPage = performance.now() - begun
  await reader.warmed()
  return {
    rows,
    reader,
    replica,
    firstPage,
    remove() {
      replica.close()
      work.close()
      files.remove()
    },
  }
}

export const everyCase = {
  search: '',
  asText: false,
  types: [],
  grantYears: [],
  statuses: [],
  termId: null,
  change: null,
  sort: null,
}
