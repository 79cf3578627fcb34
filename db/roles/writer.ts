/**
 * The writer thread: the only one that writes replica files. It reads a page's bytes first (so that the next page
 * can be fetched meanwhile) and stores it when told; what was read waits in memory, never in an open transaction.
 */
import { mkdirSync } from 'node:fs'
import { EngineError, type EngineErrorKind } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import type { HistoryLine } from '../history/lines.ts'
import { pageLines, replicaLines } from '../history/page-lines.ts'
import { migrate, refuseFuture, versionOf } from '../migrate.ts'
import { fillingStep, replicaSteps } from '../migrations/replica/index.ts'
import { openForWriting } from '../open.ts'
import { keepIndex, keepIndexWhenWorn } from '../queries/case-index/kept-index.ts'
import { keepTotals } from '../queries/kept-totals.ts'
import { applyPage, type Touched } from '../replica/apply.ts'
import { build, startFilling } from '../replica/build.ts'
import { type Comparison, compareReplicas, type SentRequest } from '../replica/compare.ts'
import { type Cursor, readCursors } from '../replica/cursor.ts'
import { nextReplicaNumber, removeReplica, replicaNumbers, replicaPath, sweepLeftOvers } from '../replica/files.ts'
import { appendPage } from '../replica/fill.ts'
import { getMeta, type ReplicaState, replicaState, setMeta, storedRoles, storeRoles } from '../replica/meta.ts'
import { type CaseTypes, casesOutside, removeOutside } from '../replica/roles.ts'
import { countAside } from '../replica/set-aside.ts'
import type { StoredPage } from '../replica/stored-page.ts'
import { type EntityName, entities, storedColumns } from '../sync/entities.ts'
import { type Link, NotAPage, readPage } from '../sync/page.ts'
import { readAgain } from './read-again.ts'

export interface WriterOptions {
  readonly folder: string
  readonly key: string
  readonly nativeBinding: string | null
}

export interface ReplicaFile {
  readonly number: number
  readonly path: string
  readonly state: ReplicaState
  readonly roles: readonly string[] | null
  readonly cursors: readonly Cursor[]
  /** When its first page was asked for. */
  readonly begunAt: string
}

export interface PageRead {
  /** Null: the body was not a page of the contract. */
  readonly link: Link | null
  readonly rows: number
  readonly aside: number
}

interface Open {
  readonly number: number
  readonly db: WriteDb
}

const cache = { quiet: 16, filling: 64, building: 256 }
/** Errors that another file does not help against: the user must hear of them. */
const ofTheUser: readonly EngineErrorKind[] = ['wrong-key', 'from-future', 'disk-full']
/** How many lines cross to the other thread at a time. */
const linesAtATime = 5_000

export function createWriter(options: WriterOptions) {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  let current: Open | null = null
  let filling: Open | null = null
  let page: StoredPage | null = null
  let waitingLines: Iterator<HistoryLine> | null = null

  const file = (number: number, cacheMegabytes: number) => ({
    path: replicaPath(options.folder, number),
    key: options.key,
    nativeBinding: options.nativeBinding,
    cacheMegabytes,
    synchronous: 'NORMAL' as const,
  })
  const about = (open: Open | null): ReplicaFile | null =>
    open && {
      number: open.number,
      path: open.db.path,
      state: replicaState(open.db),
      roles: storedRoles(open.db),
      cursors: readCursors(open.db),
      begunAt: getMeta(open.db, 'begun_at') ?? '',
    }

  /** Finds the file in use and one that was being filled; removes what an interrupted swap left. */
  function findFiles(): void {
    let unreadable: unknown = null
    for (const number of replicaNumbers(options.folder)) {
      if (current) {
        removeReplica(options.folder, number)
        continue
      }
      try {
        const db = openForWriting(file(number, cache.quiet))
        refuseFuture(db, replicaSteps)
        if (!isFilling(db) && replicaState(db) === 'ready') {
          migrate(db, replicaSteps)
          readAgain(db)
          current = { number, db }
        } else if (filling) {
          db.close()
          removeReplica(options.folder, number)
        } else filling = { number, db }
      } catch (error) {
        // A file that can't be read above a good one is no loss: the good one is used. It stays until the next swap.
        if (error instanceof EngineError && ofTheUser.includes(error.kind)) throw error
        unreadable ??= error
      }
    }
    sweepLeftOvers(options.folder)
    if (!current && unreadable) throw unreadable
  }
  findFiles()

  /** The file itself may stay when another program holds it; the writer goes on without it. */
  function dropFilling(): void {
    const dropped = filling
    filling = null
    if (!dropped) return
    dropped.db.close()
    removeReplica(options.folder, dropped.number)
  }

  const must = (open: Open | null, what: string): Open => {
    if (!open) throw new Error(`No replica ${what}`)
    return open
  }
  const fetched = (): StoredPage => {
    if (!page) throw new Error('No page was read')
    return page
  }

  return {
    state: (_: null) => ({
      current: about(current),
      // A file without tables yet is as good as none.
      filling: filling && versionOf(filling.db) >= fillingStep ? about(filling) : null,
    }),

    /** Takes up the file that is being filled, or begins one. `fresh` throws away what was filled before. */
    beginFilling({ roles, fresh, at }: { roles: readonly string[]; fresh: boolean; at: string }): ReplicaFile {
      const sorted = JSON.stringify([...roles].sort())
      // A process that ended at once may have left a file without tables.
      if (filling && isFilling(filling.db)) startFilling(filling.db)
      const kept = filling && !fresh && JSON.stringify(storedRoles(filling.db)) === sorted
      if (!kept) dropFilling()
      if (!filling) {
        const number = nextReplicaNumber(options.folder)
        filling = { number, db: openForWriting(file(number, cache.filling)) }
      }
      if (isFilling(filling.db)) {
        startFilling(filling.db)
        beginMeta(filling.db, roles, at)
      }
      const made = about(filling)
      if (!made) throw new Error('The file was not made')
      return made
    },

    /** Reads a page's bytes and keeps its rows for `append`, `changes` and `apply`. */
    read({ entity, bytes, from }: { entity: EntityName; bytes: Uint8Array; from: string | null }): PageRead {
      page = null
      try {
        const read = readPage(entities[entity], bytes)
        const { rows, deleted, aside, link } = read
        const next = { kind: link.kind, link: link.href }
        page = {
          table: entity,
          columns: storedColumns(entities[entity]),
          rows,
          deleted,
          aside,
          fetchedFrom: from,
          next,
        }
        return { link, rows: rows.length, aside: aside.length }
      } catch (error) {
        if (error instanceof NotAPage) return { link: null, rows: 0, aside: 0 }
        throw error
      }
    },

    /** Stores the page read last in the file being filled; null when it was stored before. */
    append: (_: null): number | null => appendPage(must(filling, 'being filled').db, fetched()),

    build(_: null): { aside: number } {
      const { db } = must(filling, 'being filled')
      if (replicaState(db) === 'filling') {
        db.pragma(`cache_size = -${cache.building * 1024}`)
        build(db)
        keepIndex(db)
        db.pragma(`cache_size = -${cache.quiet * 1024}`)
        db.pragma('shrink_memory')
      }
      return { aside: countAside(db) }
    },

    compare({ ours }: { ours: readonly SentRequest[] }): Comparison | null {
      return current && compareReplicas(current.db, must(filling, 'built').db, ours)
    },

    /** Throws away a file that was being filled: the one in use can be brought up to date after all. */
    discardFilling(_: null): void {
      if (current) dropFilling()
    },

    /** What the swap will change, in portions; empty when all has been given. */
    swapLines({ restart }: { restart: boolean }): readonly HistoryLine[] {
      if (restart) waitingLines = current ? replicaLines(current.db, must(filling, 'built').db) : null
      const portion: HistoryLine[] = []
      while (portion.length < linesAtATime) {
        const line = waitingLines?.next()
        if (!line || line.done) break
        portion.push(line.value)
      }
      return portion
    },

    /** Puts the built file into use. The old one stays until `removeOld`: readers still have it open. */
    accept(_: null): ReplicaFile {
      const built = must(filling, 'built')
      built.db.pragma('synchronous = FULL')
      setMeta(built.db, 'state', 'ready')
      built.db.pragma('synchronous = NORMAL')
      current?.db.close()
      current = built
      filling = null
      const now = about(current)
      if (!now) throw new Error('The file was not accepted')
      return now
    },

    removeOld(_: null): void {
      const { number } = must(current, 'in use')
      for (const other of replicaNumbers(options.folder)) if (other < number) removeReplica(options.folder, other)
    },

    /** The history lines of the page read last, for work.db, before `apply`. */
    changes: (_: null): readonly HistoryLine[] => pageLines(must(current, 'in use').db, fetched()),

    /** Applies the page read last to the file in use; null when the cursor has moved on meanwhile. */
    apply: (_: null): Touched | null => applyPage(must(current, 'in use').db, fetched()),

    cursors: (_: null): readonly Cursor[] => (current ? readCursors(current.db) : []),

    /** Spares the next start from reading all that has changed. Between rounds: it takes about a second. */
    keepIndex: (_: null): void => {
      if (!current) return
      keepIndexWhenWorn(current.db)
      keepTotals(current.db)
    },

    /** The cases that must leave with a role; none has left yet. */
    outside: ({ keep }: { keep: CaseTypes }): readonly string[] => (current ? casesOutside(current.db, keep) : []),

    /** Removes those cases, and whatever was being filled: its rows came with the role too. */
    loseRoles({ keep, roles }: { keep: CaseTypes; roles: readonly string[] }): void {
      dropFilling()
      if (current) removeOutside(current.db, keep, roles)
    },

    /** Of these requests, those that the page read last deletes. */
    deletedOf: ({ ids }: { ids: readonly string[] }): readonly string[] =>
      page?.table === 'request' ? ids.filter((id) => page?.deleted.includes(id)) : [],

    close(_: null): void {
      current?.db.close()
      filling?.db.close()
      current = null
      filling = null
    },
  }
}

function beginMeta(db: WriteDb, roles: readonly string[], at: string): void {
  db.transaction(() => {
    storeRoles(db, roles)
    if (getMeta(db, 'begun_at') === null) setMeta(db, 'begun_at', at)
  })
}

/** A file may have been made and nothing more when the power went: it has no tables yet. */
function isFilling(db: ReadDb): boolean {
  return versionOf(db) < fillingStep || replicaState(db) === 'filling'
}

export type Writer = ReturnType<typeof createWriter>
