/** The table `kept_index`: named parts of text and numbers, thrown away together. */
import { endianness } from 'node:os'
import type { ReadDb, WriteDb } from '../../handles.ts'

/** To be raised with every change in what is kept or in how it is worked out from the rows; a test tells. */
const format = 2
const stamp = `${format} ${process.versions.icu ?? ''} ${endianness()}`

/** Stands between texts of a list. */
export const gap = '\u001f'

export type Part = readonly [name: string, body: string | Uint8Array]

/** False when nothing is kept, or in another format, or with another Unicode library: letters may sort otherwise. */
export function isKept(replica: ReadDb): boolean {
  const row = replica.prepare<{ body: string }>(`select body from kept_index where part = 'stamp'`).get()
  return row?.body === stamp
}

export function writeParts(db: WriteDb, parts: readonly Part[]): void {
  writePart(db, ['stamp', stamp])
  for (const part of parts) writePart(db, part)
}

export function writePart(db: WriteDb, [part, body]: Part): void {
  db.write('insert into kept_index (part, body) values (?, ?)').run(part, body)
}

/** Each part is handed out once and then let go of. */
export function readParts(replica: ReadDb) {
  const rows = replica.prepare<{ part: string; body: string | Uint8Array }>('select part, body from kept_index').all()
  const bodies = new Map(rows.map((row) => [row.part, row.body]))
  const take = (part: string) => {
    const body = bodies.get(part)
    bodies.delete(part)
    return body
  }
  const text = (part: string): string => {
    const body = take(part)
    if (typeof body !== 'string') throw new Error(`The kept index has no text ${part}`)
    return body
  }
  return {
    text,
    texts: (part: string) => text(part).split(gap),
    /** A copy: the driver's bytes need not begin where numbers may. */
    buffer(part: string): ArrayBuffer {
      const body = take(part)
      if (body === undefined || typeof body === 'string') throw new Error(`The kept index has no numbers ${part}`)
      return new Uint8Array(body).buffer
    },
  }
}

export function bytesOf(numbers: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
