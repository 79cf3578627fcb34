/**
 * Two handles on a database: one that only reads and one that may write. A function that needs to write asks for a
 * `WriteDb`, and handing it a `ReadDb` does not compile. Queries are built with Kysely and run synchronously;
 * `prepare` is for hot paths, where one statement runs thousands of times.
 */
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { EngineError, translateDriverError } from './errors.ts'
import type { ReplicaTables } from './schema/replica.ts'
import type { WorkTables } from './schema/work.ts'

export type SqlValue = string | number | bigint | null | Uint8Array

export interface ReadStatement<Row> {
  all(...params: readonly SqlValue[]): Row[]
  get(...params: readonly SqlValue[]): Row | undefined
  iterate(...params: readonly SqlValue[]): IterableIterator<Row>
}

export interface WriteStatement {
  /** Answers how many rows changed. */
  run(...params: readonly SqlValue[]): number
}

type Query<Row> = Compilable<Row> | CompiledQuery<Row>

export interface ReadDb {
  readonly path: string
  all<Row>(query: Query<Row>): Row[]
  get<Row>(query: Query<Row>): Row | undefined
  /** SQL by hand, prepared once per text and kept. */
  prepare<Row>(sql: string): ReadStatement<Row>
  /** Several reads that see one state of the file. */
  snapshot<T>(read: () => T): T
  pragma(text: string): unknown
  close(): void
}

export interface WriteDb extends ReadDb {
  /** Answers how many rows changed. */
  run(query: Query<unknown>): number
  /** A writing statement, prepared once per text and kept. */
  write(sql: string): WriteStatement
  /** All or nothing; throws what `work` throws after rolling back. Nested calls join the outer one. */
  transaction<T>(work: () => T): T
  /** Several statements of our own text (migrations). */
  exec(sql: string): void
}

const dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
}

/** Query builders. They hold no connection: what they build is run by a handle. */
export const replicaQuery = new Kysely<ReplicaTables>({ dialect })
export const workQuery = new Kysely<WorkTables>({ dialect })

/** What a handle needs from the driver; better-sqlite3 fits it. */
export interface SqliteDriver {
  prepare<Params extends unknown[], Row>(sql: string): DriverStatement<Params, Row>
  transaction<T>(work: () => T): { (): T; immediate(): T; deferred(): T }
  exec(sql: string): unknown
  pragma(text: string): unknown
  close(): unknown
  readonly inTransaction: boolean
}
interface DriverStatement<Params extends unknown[], Row> {
  all(...params: Params): Row[]
  get(...params: Params): Row | undefined
  iterate(...params: Params): IterableIterator<Row>
  run(...params: Params): { changes: number }
}

/** Every driver error leaves through here, so that it is translated in one place. */
function translated<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof EngineError ? error : translateDriverError(error, path)
  }
}

const statementsKept = 200

function cache<S>(make: (sql: string) => S): (sql: string) => S {
  const kept = new Map<string, S>()
  return (sql) => {
    const found = kept.get(sql)
    if (found) return found
    if (kept.size >= statementsKept) kept.clear()
    const made = make(sql)
    kept.set(sql, made)
    return made
  }
}

function compiled<Row>(query: Query<Row>): CompiledQuery<Row> {
  return 'compile' in query ? query.compile() : query
}

/** A booleans-as-numbers, undefined-as-null guard: the driver refuses both. */
function bindable(parameters: readonly unknown[]): SqlValue[] {
  return parameters.map((value) => {
    if (typeof value === 'boolean') return value ? 1 : 0
    if (value === undefined || value === null) return null
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
    if (value instanceof Uint8Array) return value
    throw new TypeError(`A ${typeof value} cannot be bound to a query`)
  })
}

export function writeHandle(driver: SqliteDriver, path: string): WriteDb {
  const statement = cache((sql) => driver.prepare<SqlValue[], never>(sql))
  const guard = <T>(work: () => T): T => translated(path, work)
  const prepare = <Row>(sql: string): ReadStatement<Row> => {
    const s = guard(() => driver.prepare<SqlValue[], Row>(sql))
    return {
      all: (...params) => guard(() => s.all(...params)),
      get: (...params) => guard(() => s.get(...params)),
      iterate: (...params) => guard(() => s.iterate(...params)),
    }
  }
  return {
    path,
    all(query) {
      const q = compiled(query)
      return guard(() => statement(q.sql).all(...bindable(q.parameters)))
    },
    get(query) {
      const q = compiled(query)
      return guard(() => statement(q.sql).get(...bindable(q.parameters)))
    },
    run(query) {
      const q = compiled(query)
      return guard(() => statement(q.sql).run(...bindable(q.parameters)).changes)
    },
    prepare,
    write: cache((sql) => {
      const s = guard(() => driver.prepare<SqlValue[], unknown>(sql))
      return { run: (...params) => guard(() => s.run(...params).changes) }
    }),
    transaction: (work) => guard(() => (driver.inTransaction ? work() : driver.transaction(work).immediate())),
    snapshot: (read) => guard(() => (driver.inTransaction ? read() : driver.transaction(read).deferred())),
    exec: (sql) => guard(() => void driver.exec(sql)),
    pragma: (text) => guard(() => driver.pragma(text)),
    close: () => void driver.close(),
  }
}

/** The reading half of a handle, with nothing else to reach for. */
export function readHandle(driver: SqliteDriver, path: string): ReadDb {
  const { all, get, prepare, snapshot, pragma, close } = writeHandle(driver, path)
  return { path, all, get, prepare, snapshot, pragma, close }
}
