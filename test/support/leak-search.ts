/**
 * Looks for secrets in every byte of files and folders: readable in any usual encoding, and inside whatever is
 * compressed. As a program: node test/support/leak-search.ts --secrets FILE PATH… (FILE: a JSON list of texts);
 * prints one JSON line per finding and ends with 1 when there is any.
 */
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { patternsOf, type Secret } from './leak-search-patterns.ts'
import { createScan, type Scan } from './leak-search-scan.ts'
import { streamsIn } from './leak-search-streams.ts'

export interface Finding {
  readonly file: string
  /** In the file; for something compressed, where its outermost stream begins. */
  readonly offset: number
  readonly secretIndex: number
  /** Such as `utf-16le`, `base64/1`, `gzip > utf-8`, `file name`. */
  readonly encoding: string
}

const windowSize = 256 * 1024 * 1024
/** Windows of one file overlap so that nothing is cut in two. */
const overlap = 1024 * 1024
const deepest = 3

function* filesUnder(path: string): Generator<{ readonly path: string; readonly isFile: boolean }> {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) return
  yield { path, isFile: stat.isFile() }
  if (stat.isDirectory()) for (const name of readdirSync(path)) yield* filesUnder(join(path, name))
}

function* windowsOf(path: string): Generator<{ readonly start: number; readonly bytes: Uint8Array }> {
  const file = openSync(path, 'r')
  try {
    const { size } = lstatSync(path)
    for (let start = 0; start === 0 || start < size; start += windowSize) {
      const bytes = new Uint8Array(Math.min(windowSize + overlap, size - start))
      let filled = 0
      while (filled < bytes.length) {
        const read = readSync(file, bytes, filled, bytes.length - filled, start + filled)
        if (read === 0) break
        filled += read
      }
      yield { start, bytes: bytes.subarray(0, filled) }
    }
  } finally {
    closeSync(file)
  }
}

function look(
  scan: Scan,
  bytes: Uint8Array,
  depth: number,
  tell: (offset: number, secret: number, how: string) => void,
) {
  for (const { offset, pattern } of scan(bytes)) tell(offset, pattern.secret, pattern.encoding)
  if (depth === deepest) return
  for (const stream of streamsIn(bytes, depth === 0)) {
    look(scan, stream.bytes, depth + 1, (_, secret, how) => tell(stream.offset, secret, `${stream.kind} > ${how}`))
  }
}

/** All findings under the paths, names of files and folders included. Paths that do not exist have none. */
export function searchLeaks(paths: readonly string[], secrets: readonly Secret[]): Finding[] {
  const scan = createScan(patternsOf(secrets))
  const findings = new Map<string, Finding>()
  const add = (finding: Finding) => findings.set(JSON.stringify(finding), finding)
  for (const { path, isFile } of paths.flatMap((each) => [...filesUnder(each)])) {
    for (const { pattern } of scan(Buffer.from(basename(path)))) {
      add({ file: path, offset: 0, secretIndex: pattern.secret, encoding: 'file name' })
    }
    if (!isFile) continue
    for (const { start, bytes } of windowsOf(path)) {
      look(scan, bytes, 0, (offset, secretIndex, encoding) =>
        add({ file: path, offset: start + offset, secretIndex, encoding }),
      )
    }
  }
  return [...findings.values()]
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { secrets: { type: 'string' } } })
  if (!values.secrets || positionals.length === 0) {
    console.error('node test/support/leak-search.ts --secrets FILE PATH…  (FILE: a JSON list of texts)')
    process.exit(2)
  }
  const given: unknown = JSON.parse(readFileSync(values.secrets, 'utf8'))
  if (!Array.isArray(given) || !given.every((each) => typeof each === 'string'))
    throw new Error('Not a JSON list of texts')
  const found = searchLeaks(positionals, given)
  for (const finding of found) console.log(JSON.stringify(finding))
  process.exitCode = found.length === 0 ? 0 : 1
}
