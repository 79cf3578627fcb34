/** The reader thread: every question, on connections that cannot write. */
import type { ReadDb } from '../handles.ts'
import { openForReading } from '../open.ts'
import { createReader, type ReadCallName, type RowsChanged } from '../queries/reader.ts'
import { workPath } from './drafts.ts'

export interface ReaderOptions {
  readonly folder: string
  readonly key: string
  readonly workKey: string
  /** Path of the replica in use; null until the first pull has finished. */
  readonly replica: string | null
  readonly testData: boolean
  readonly nativeBinding: string | null
}

/** Above the hot set of 100,000 cases, so that a scan does not decrypt the table again. */
const cacheMegabytes = { replica: 96, work: 8 }

export function createReaderRole(options: ReaderOptions, now: () => Date = () => new Date()) {
  const { nativeBinding } = options
  const openReplica = (path: string): ReadDb =>
    openForReading({
      path,
      key: options.key,
      nativeBinding,
      cacheMegabytes: cacheMegabytes.replica,
      synchronous: 'NORMAL',
    })
  let replica = options.replica === null ? null : openReplica(options.replica)
  const work = openForReading({
    path: workPath(options.folder),
    key: options.workKey,
    nativeBinding,
    cacheMegabytes: cacheMegabytes.work,
    synchronous: 'FULL',
  })
  const reader = createReader({ replica, work, now, testData: options.testData })
  const { basis, counts, warm, rowsChanged, swapped, ...calls } = reader

  return {
    ...(calls satisfies Record<ReadCallName, unknown>),
    basis,
    counts: (_: null) => counts(),
    warm: (_: null): void => warm(),
    rowsChanged: (changed: RowsChanged): void => rowsChanged(changed),
    /** Changes over to another file; the old one is free to be removed afterwards. */
    swap({ path }: { path: string }): void {
      const old = replica
      replica = openReplica(path)
      swapped(replica)
      old?.close()
    },
    /** The same file, but much of it is different. */
    reload: (_: null): void => rowsChanged({ all: true, drafts: true }),
    close(_: null): void {
      replica?.close()
      work.close()
    },
  }
}

export type ReaderRole = ReturnType<typeof createReaderRole>
