import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

/** What a page of rows looks like on the wire, with the secret in its midst. */
const page = (secret: string) =>
  JSON.stringify({ value: Array.from({ length: 300 }, (_, at) => ({ at, navn: at === 150 ? secret : `rad ${at}` })) })

const amid = (bytes: Uint8Array) => Buffer.concat([randomBytes(1001), bytes, randomBytes(777)])

/** A Chromium cache entry around a body as it came over the wire. */
function cacheEntry(body: Buffer): Buffer {
  const address = Buffer.from('1/0/http://127.0.0.1:20001/api/data/v9.2/imdi_tilskuddssaks')
  const header = Buffer.alloc(24)
  header.writeBigUInt64LE(0xfcfb6d1ba7725c30n, 0)
  header.writeUInt32LE(5, 8)
  header.writeUInt32LE(address.length, 12)
  return Buffer.concat([header, address, body, randomBytes(24)])
}

const kinds: Readonly<Record<string, (secret: string) => Buffer>> = {
  'utf-8': (secret) => amid(Buffer.from(secret)),
  'utf-16le': (secret) => amid(Buffer.from(secret, 'utf16le')),
  base64: (secret) => amid(Buffer.from(Buffer.from(`x${secret}`).toString('base64'))),
  'gzip > utf-8': (secret) => amid(gzipSync(page(secret))),
  'zlib > utf-8': (secret) => amid(deflateSync(page(secret))),
  'deflate > utf-8': (secret) => cacheEntry(deflateRawSync(page(secret))),
  'brotli > utf-8': (secret) => cacheEntry(brotliCompressSync(page(secret))),
}

export interface Plant {
  readonly file: string
  /** How the finding's encoding begins. */
  readonly encoding: string
}

/** Leaves one leak of each kind in `folder`. */
export function plantLeaks(folder: string, secret: string): Plant[] {
  return Object.entries(kinds).map(([encoding, make]) => {
    const file = join(folder, `planted-${encoding.replace(/\W+/g, '-')}`)
    writeFileSync(file, make(secret))
    return { file, encoding }
  })
}
