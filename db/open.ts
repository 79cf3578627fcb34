/**
 * Opens the encrypted files. The only importer of the driver.
 *
 * Cipher: AEGIS-256 (authenticated: a changed byte is noticed, nothing is read as something else). It costs a
 * sixth of SQLCipher's share of a first pull where the processor has AES instructions. The key is 32 random bytes
 * given raw, so opening takes well under a millisecond.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { EngineError, translateDriverError } from './errors.ts'
import { type ReadDb, readHandle, type WriteDb, writeHandle } from './handles.ts'

export interface OpenFile {
  readonly path: string
  /** 64 hex digits. */
  readonly key: string
  /** `FULL`: a commit is on disk when it answers (work.db). `NORMAL`: the last ones may go with the power. */
  readonly synchronous: 'NORMAL' | 'FULL'
  /** Above the hot set for readers. */
  readonly cacheMegabytes: number
  /** Path of the driver's `.node` file when not the prebuilt one. */
  readonly nativeBinding: string | null
}

/** The driver's wait for another connection's short write. Longer than any of ours, shorter than patience. */
const busyMilliseconds = 5_000

export function openForWriting(file: OpenFile): WriteDb {
  const driver = connect(file, false)
  return writeHandle(driver, file.path)
}

/** The file must exist. */
export function openForReading(file: OpenFile): ReadDb {
  return readHandle(connect(file, true), file.path)
}

function connect(file: OpenFile, readonly: boolean): Database.Database {
  if (!/^[0-9a-f]{64}$/i.test(file.key)) throw new EngineError('wrong-key', 'A key is 64 hex digits')
  let driver: Database.Database | null = null
  try {
    const known = existsSync(file.path)
    if (known) checkKey(file)
    else if (!readonly) rememberKey(file)
    driver = new Database(file.path, {
      readonly,
      fileMustExist: readonly,
      timeout: busyMilliseconds,
      ...(file.nativeBinding ? { nativeBinding: file.nativeBinding } : {}),
    })
    driver.pragma(`cipher = 'aegis'`)
    driver.pragma(`key = "x'${file.key}'"`)
    // Sorts of an encrypted file must not spill readable rows to a temporary file.
    driver.pragma('temp_store = MEMORY')
    driver.pragma(`cache_size = -${Math.round(file.cacheMegabytes * 1024)}`)
    if (!readonly) driver.pragma('journal_mode = WAL')
    driver.pragma(`synchronous = ${file.synchronous}`)
    driver.pragma('foreign_keys = OFF')
    // The first read proves the key and the first page.
    driver.prepare('select count(*) from sqlite_schema').get()
    return driver
  } catch (error) {
    driver?.close()
    throw error instanceof EngineError ? error : translateDriverError(error, file.path)
  }
}

/** Where a file's key check lies: a fingerprint of the key, of no use for finding the key. */
export function keyCheckPath(path: string): string {
  return `${path}.keycheck`
}

function fingerprint(key: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'hex')).update('tilskuddsmappen key check 1').digest()
}

/** A wrong key and a damaged file look the same to SQLite; the fingerprint beside the file tells them apart. */
function checkKey(file: OpenFile): void {
  const path = keyCheckPath(file.path)
  if (!existsSync(path)) return
  const kept = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  const ours = fingerprint(file.key)
  // A damaged check proves nothing; the file itself decides then.
  if (kept.length === ours.length && !timingSafeEqual(kept, ours)) {
    throw new EngineError('wrong-key', `The key does not belong to ${file.path.replace(/^.*[\\/]/, '')}`)
  }
}

/** Written and synced before the file it stands for exists, so that there is no file without its check. */
function rememberKey(file: OpenFile): void {
  const descriptor = openSync(keyCheckPath(file.path), 'w', 0o600)
  try {
    writeSync(descriptor, fingerprint(file.key).toString('hex'))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
