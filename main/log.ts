import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What may stand in the log beside the event's name: numbers, yes/no, and short codes. */
export type LogFields = Readonly<Record<string, number | boolean | string | null>>

/** The app's log. It holds no personal data: texts that are not plain codes are written as a hash. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** Writes the error's name, code and where it happened; never its message, which may quote data. */
  error(event: string, error: unknown, fields?: LogFields): void
}

/** Two files of this size at most. */
const maxBytes = 1_000_000
const code = /^[a-z0-9][a-z0-9._-]{0,47}$/i
/** Eleven or twelve digits in a row (fødselsnummer, DUF number) and GUIDs are never plain codes. */
const identifier = /\d{6,}|[0-9a-f]{8}-[0-9a-f]{4}-/i

/** Opens the log `<name>.log` in `folder`. A log that can't be written is no reason to stop the app. */
export function openLog(folder: string, name: string, now: () => Date = () => new Date()): Log {
  const file = join(folder, `${name}.log`)
  const write = (level: string, event: string, fields: LogFields) => {
    const safe = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, safeValue(value)]))
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (sizeOf(file) > maxBytes) renameSync(file, `${file}.1`)
      appendFileSync(file, `${JSON.stringify({ at: now().toISOString(), level, event, ...safe })}\n`, { mode: 0o600 })
    } catch {
      // A full or read-only disk is told by those who must write, not by the log.
    }
  }
  return {
    info: (event, fields = {}) => write('info', event, fields),
    warn: (event, fields = {}) => write('warn', event, fields),
    error: (event, error, fields = {}) => write('error', event, { ...fields, ...traitsOf(error) }),
  }
}

/** A short name for an identifier, the same each time, from which it can't be read back. */
export function hashed(text: string): string {
  return `h-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}

function safeValue(value: string | number | boolean | null) {
  return typeof value !== 'string' || (code.test(value) && !identifier.test(value)) ? value : hashed(value)
}

function traitsOf(error: unknown): LogFields {
  if (!(error instanceof Error)) return { name: typeof error }
  const errorCode = 'code' in error ? error.code : null
  const place = /\/([\w.-]+\.(?:js|ts|cjs)):(\d+)/.exec(error.stack?.split('\n').slice(1).join('\n') ?? '')
  return {
    name: error.name,
    code: typeof errorCode === 'string' ? errorCode : null,
    place: place ? `${place[1]}-${place[2]}` : null,
    ...(error.cause instanceof Error ? { cause: error.cause.name } : {}),
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
