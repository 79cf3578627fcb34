import { constants, crc32, deflateRawSync, gunzipSync } from 'node:zlib'

/**
 * The front of an answer, compressed once and kept: the rows of a page are the same for everybody who may see them,
 * while the link at the end differs from pull to pull. Ends on a byte boundary so that a tail can follow.
 */
export interface Segment {
  readonly deflated: Uint8Array
  readonly crc: number
  readonly size: number
}

export function makeSegment(text: string): Segment {
  const bytes = Buffer.from(text)
  const deflated = deflateRawSync(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH })
  return { deflated, crc: crc32(bytes), size: bytes.length }
}

const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])

/** One ordinary gzip body: the kept front and a tail. */
export function gzipWithTail(front: Segment, tail: string): Buffer {
  const bytes = Buffer.from(tail)
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(bytes, front.crc), 0)
  trailer.writeUInt32LE((front.size + bytes.length) >>> 0, 4)
  return Buffer.concat([header, front.deflated, deflateRawSync(bytes), trailer])
}

export const plainWithTail = (front: Segment, tail: string): Buffer => gunzipSync(gzipWithTail(front, tail))
