/** One page of a pull, from bytes to rows ready to store. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SqlValue } from '../handles.ts'
import { type Entity, type RawRow, readRow } from './entities.ts'
import { BadValue } from './read-value.ts'

/** Where the pull stands after a page: more pages, or the link for the next round of changes. */
export interface Link {
  readonly kind: 'next' | 'delta'
  readonly href: string
}

export interface Page {
  /** Values in the order of `storedColumns`. */
  readonly rows: readonly SqlValue[][]
  readonly deleted: readonly string[]
  /** Rows that broke the contract, as they came. */
  readonly aside: readonly { readonly id: string; readonly reason: string; readonly body: string }[]
  readonly link: Link
}

/** The body is not a page of the contract: nothing of it may be used. */
export class NotAPage extends Error {
  override readonly name = 'NotAPage'
}

const envelope = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
})

export function readPage(entity: Entity, bytes: Uint8Array): Page {
  const body = parse(bytes)
  const link = linkOf(body)
  const rows: SqlValue[][] = []
  const deleted: string[] = []
  const aside: Page['aside'][number][] = []
  for (const raw of body.value) {
    if (!isRow(raw)) {
      aside.push(keepAside(entity, raw, 'not a row'))
      continue
    }
    const context = raw['@odata.context']
    if (typeof context === 'string' && context.endsWith('$deletedEntity')) {
      // A delete without a key says nothing that could be done.
      if (typeof raw.id === 'string') deleted.push(raw.id.toLowerCase())
      continue
    }
    try {
      rows.push(readRow(entity, raw))
    } catch (error) {
      if (!(error instanceof BadValue)) throw error
      aside.push(keepAside(entity, raw, error.message))
    }
  }
  return { rows, deleted, aside, link }
}

function parse(bytes: Uint8Array): z.infer<typeof envelope> {
  let body: unknown
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new NotAPage('not JSON', { cause: error })
  }
  const read = envelope.safeParse(body)
  if (!read.success) throw new NotAPage('not a page')
  return read.data
}

function linkOf(body: z.infer<typeof envelope>): Link {
  const next = body['@odata.nextLink']
  if (next !== undefined) return { kind: 'next', href: next }
  const delta = body['@odata.deltaLink']
  if (delta !== undefined) return { kind: 'delta', href: delta }
  throw new NotAPage('a page without a link')
}

/** A row kept aside by an earlier version; null when it is still not understood. */
export function readRowAgain(entity: Entity, body: string): SqlValue[] | null {
  try {
    const raw: unknown = JSON.parse(body)
    return isRow(raw) ? readRow(entity, raw) : null
  } catch (error) {
    if (error instanceof BadValue || error instanceof SyntaxError) return null
    throw error
  }
}

/** Rows are plain objects; their values are checked one by one by the entity map. */
function isRow(raw: unknown): raw is RawRow {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

function keepAside(entity: Entity, raw: unknown, reason: string): Page['aside'][number] {
  const body = JSON.stringify(raw)
  const key = isRow(raw) ? raw[entity.key] : undefined
  const id = typeof key === 'string' ? key.toLowerCase() : createHash('sha256').update(body).digest('hex')
  return { id, reason, body }
}
