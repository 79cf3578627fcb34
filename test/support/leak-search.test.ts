import { execFileSync, spawnSync } from 'node:child_process'
import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { searchLeaks } from './leak-search.ts'

const name = 'Ødegård-Næss'
const number = '14839407069'
const note = 'Personen flyttet til Horten før terminen.'
const key = randomBytes(32)
const secrets = [name, number, note, key, 'Haile']

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leak-search-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Always the same: bytes that differ from run to run are now and then something compressed, by chance. */
const noise = (size: number) =>
  createCipheriv('aes-256-ctr', Buffer.alloc(32, 7), Buffer.alloc(16)).update(Buffer.alloc(size))
const around = (bytes: Uint8Array) => Buffer.concat([noise(1001), bytes, noise(777)])
const find = (bytes: Uint8Array) => {
  writeFileSync(join(folder, 'file.bin'), bytes)
  return searchLeaks([folder], secrets).map(({ secretIndex, encoding }) => [secretIndex, encoding])
}
const text = (value: string) => Buffer.from(value)
const page = text(
  JSON.stringify({ value: Array.from({ length: 300 }, (_, at) => ({ at, navn: at === 150 ? name : at })) }),
)

/** A zip with one compressed entry, as office programs write them. */
function zip(content: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(8, 8)
  header.writeUInt16LE(5, 26)
  return Buffer.concat([header, text('a.xml'), deflateRawSync(content)])
}

/** A Chromium cache entry: header, key, body, and the end record. */
function cacheEntry(body: Buffer): Buffer {
  const address = text('1/0/http://127.0.0.1:20001/api/data/v9.2/imdi_tilskuddssaks'.repeat(80))
  const header = Buffer.alloc(24)
  header.writeBigUInt64LE(0xfcfb6d1ba7725c30n, 0)
  header.writeUInt32LE(5, 8)
  header.writeUInt32LE(address.length, 12)
  return Buffer.concat([header, address, body, noise(24)])
}

describe('a planted leak is found', () => {
  test.each<[string, Uint8Array, (number | string)[]]>([
    ['in UTF-8', around(text(name)), [0, 'utf-8']],
    ['in UTF-8, in capitals', around(text(name.toUpperCase())), [0, 'utf-8']],
    ['in UTF-8, its letters taken apart', around(text(name.normalize('NFD'))), [0, 'utf-8']],
    ['in UTF-16, little end first', around(Buffer.from(name, 'utf16le')), [0, 'utf-16le']],
    ['in UTF-16, big end first', around(Buffer.from(name, 'utf16le').swap16()), [0, 'utf-16be']],
    ['in Latin-1', around(Buffer.from(name, 'latin1')), [0, 'latin-1']],
    ['escaped in JSON', around(text(String.raw`\u00d8deg\u00e5rd-N\u00e6ss`)), [0, 'json']],
    ['in an address', around(text(`/sak?navn=${encodeURIComponent(name)}`)), [0, 'percent']],
    ['in hexadecimal', around(text(Buffer.from(number).toString('hex').toUpperCase())), [1, 'hex']],
    ['in base64, aligned', around(text(Buffer.from(note).toString('base64'))), [2, 'base64/0']],
    ['in base64, one off', around(text(Buffer.from(`x${note}x`).toString('base64'))), [2, 'base64/1']],
    ['in base64, two off', around(text(Buffer.from(`xx${note}x`).toString('base64'))), [2, 'base64/2']],
    ['as raw bytes', around(key), [3, 'bytes']],
    ['as raw bytes in base64', around(text(key.toString('base64'))), [3, 'base64/0']],
    ['short, in its own case', around(text('Haile')), [4, 'utf-8']],
    ['in a gzip body inside a larger file', around(gzipSync(page)), [0, 'gzip > utf-8']],
    ['in a zlib stream inside a larger file', around(deflateSync(page)), [0, 'zlib > utf-8']],
    [
      'in a gzip body that was cut off',
      around(gzipSync(page)).subarray(0, 1001 + gzipSync(page).length - 60),
      [0, 'gzip > utf-8'],
    ],
    ['in a zip entry', around(zip(page)), [0, 'zip > utf-8']],
    ['in a gzip body inside a zip entry', zip(gzipSync(page)), [0, 'zip > gzip > utf-8']],
    ['in a brotli file', brotliCompressSync(page), [0, 'brotli > utf-8']],
    ['in a brotli body of a cache entry', cacheEntry(brotliCompressSync(page)), [0, 'brotli > utf-8']],
    ['in a bare deflate body of a cache entry', cacheEntry(deflateRawSync(page)), [0, 'deflate > utf-8']],
    ['in a gzip body of a cache entry', cacheEntry(gzipSync(page)), [0, 'gzip > utf-8']],
  ])('%s', (_, bytes, finding) => {
    expect(find(bytes)).toContainEqual(finding)
  })

  test('in base64url, where plain base64 has other signs', () => {
    const bytes = Buffer.from([0xfb, 0xff, 0xfe, 0xfb, 0xef, 0xbe, 0xff, 0xff])
    writeFileSync(join(folder, 'file.bin'), around(text(bytes.toString('base64url'))))
    expect(searchLeaks([folder], [bytes])).toMatchObject([{ secretIndex: 0, encoding: 'base64url/0' }])
  })

  test('in the name of a file or folder', () => {
    mkdirSync(join(folder, number))
    writeFileSync(join(folder, number, `Sak ${name}.pdf`), '')
    const found = searchLeaks([folder], secrets).map(({ secretIndex, encoding }) => [secretIndex, encoding])
    expect(found).toEqual([
      [1, 'file name'],
      [0, 'file name'],
    ])
  })

  test('with its place', () => {
    writeFileSync(join(folder, 'file.bin'), around(text(number)))
    expect(searchLeaks([folder], secrets)).toEqual([
      { file: join(folder, 'file.bin'), offset: 1001, secretIndex: 1, encoding: 'utf-8' },
    ])
  })
})

describe('a clean folder', () => {
  test('gives no finding, encrypted or compressed as it may be, and is read fast with 10,000 secrets', () => {
    const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12))
    writeFileSync(join(folder, 'replica.db'), cipher.update(Buffer.alloc(20_000_000, page)))
    writeFileSync(join(folder, 'cache'), gzipSync(Buffer.alloc(3_000_000, 'Ingen navn her. ')))
    const many = Array.from({ length: 10_000 }, (_, at) => `${20_210_000_000 + at * 7919}${at % 20 ? '' : ' æøå'}`)
    const began = process.cpuUsage()
    expect(searchLeaks([folder], many)).toEqual([])
    // Processor time, since other tests may run beside this one.
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(15_000)
  }, 120_000)

  test('a secret too short to be told from chance is refused', () => {
    expect(() => searchLeaks([folder], ['Nur'])).toThrow('shorter than 5')
  })
})

describe('as a program', () => {
  const program = new URL('./leak-search.ts', import.meta.url).pathname

  test('prints findings and ends with 1, and with 0 when there are none', () => {
    const list = join(folder, 'secrets.json')
    const searched = join(folder, 'searched')
    mkdirSync(searched)
    writeFileSync(list, JSON.stringify([number]))
    expect(execFileSync(process.execPath, [program, '--secrets', list, searched]).toString()).toBe('')
    writeFileSync(join(searched, 'log.txt'), number)
    const { status, stdout } = spawnSync(process.execPath, [program, '--secrets', list, searched])
    expect([status, JSON.parse(stdout.toString())]).toMatchObject([1, { secretIndex: 0, encoding: 'utf-8', offset: 0 }])
  })
})
