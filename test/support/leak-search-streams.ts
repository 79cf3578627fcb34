import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib'

/** Something compressed that was found within other bytes. */
export interface Stream {
  readonly offset: number
  readonly kind: 'gzip' | 'zlib' | 'zip' | 'brotli' | 'deflate'
  readonly bytes: Uint8Array
}

/** A stream cut short still gives what it held up to there. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1_000_000_000 }
const lenientBrotli = { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: 1_000_000_000 }

function attempt(offset: number, kind: Stream['kind'], open: () => Uint8Array): Stream[] {
  try {
    const bytes = open()
    return bytes.length === 0 ? [] : [{ offset, kind, bytes }]
  } catch {
    // Not such a stream after all.
    return []
  }
}

/** Brotli and bare deflate have no mark to look for: they are tried where a browser's cache lets a body begin. */
function bodyPlaces(bytes: Buffer): number[] {
  if (bytes.length < 24) return [0]
  // Chromium's simple cache: a header, the key (an address), the body.
  if (bytes.readBigUInt64LE(0) === 0xfcfb6d1ba7725c30n) return [24 + bytes.readUInt32LE(12)]
  // Chromium's block files: bodies begin at multiples of 256.
  if (bytes.readUInt32LE(0) === 0xc104cac3) return Array.from({ length: bytes.length >> 8 }, (_, block) => block << 8)
  return [0]
}

function unmarked(bytes: Buffer): Stream[] {
  return bodyPlaces(bytes).flatMap((at) => [
    ...attempt(at, 'brotli', () => brotliDecompressSync(bytes.subarray(at), lenientBrotli)),
    ...attempt(at, 'deflate', () => inflateRawSync(bytes.subarray(at), lenient)),
  ])
}

function afterGzipHeader(bytes: Buffer, start: number): number {
  const flags = bytes[start + 3] ?? 0
  let at = start + 10
  if (flags & 4) at += 2 + bytes.readUInt16LE(at)
  // Name and comment end with a zero.
  for (const flag of [8, 16]) if (flags & flag) at = bytes.indexOf(0, at) + 1
  return flags & 2 ? at + 2 : at
}

function marked(bytes: Buffer, at: number): Stream[] {
  const [first, second, third] = [bytes[at], bytes[at + 1] ?? 0, bytes[at + 2]]
  if (first === 0x1f && second === 0x8b && third === 8) {
    // Opened past its header as bare deflate: what follows the stream in a larger file must not count as damage.
    return attempt(at, 'gzip', () => inflateRawSync(bytes.subarray(afterGzipHeader(bytes, at)), lenient))
  }
  if (first === 0x78 && (0x7800 + second) % 31 === 0 && (second & 0x20) === 0) {
    return attempt(at, 'zlib', () => inflateSync(bytes.subarray(at), lenient))
  }
  if (first === 0x50 && second === 0x4b && third === 3 && bytes[at + 3] === 4 && at + 30 < bytes.length) {
    const body = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    // Stored entries lie there readably and need no opening.
    if (bytes.readUInt16LE(at + 8) === 8) return attempt(at, 'zip', () => inflateRawSync(bytes.subarray(body), lenient))
  }
  return []
}

/** Every stream that can be opened: marked ones wherever they begin, unmarked ones where a body may begin. */
export function streamsIn(given: Uint8Array, outermost: boolean): Stream[] {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  // Noise opens as bare deflate now and then: looking for more of it in what came out would never end.
  const found = outermost ? unmarked(bytes) : []
  for (const mark of [0x1f, 0x78, 0x50]) {
    for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) found.push(...marked(bytes, at))
  }
  return found
}
