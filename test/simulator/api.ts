import { randomUUID } from 'node:crypto'
import { runBatch } from './batch.ts'
import type { Caller, Reply } from './caller.ts'
import { badRequest, ServiceError } from './error.ts'
import { type MunicipalityLink, metadata, totalRecordCount, whoAmI } from './functions.ts'
import type { HttpRequest } from './multipart.ts'
import { type Preferences, readPreferences } from './prefer.ts'
import { readCount, readRow, readSet } from './read.ts'
import { type EntitySet, findSet } from './schema.ts'
import { type Write, write } from './write.ts'

export interface Service {
  readonly caller: Caller
  readonly municipalities: readonly MunicipalityLink[]
  /** Told of each request or note that was stored. */
  readonly stored: (set: EntitySet, id: string, created: boolean) => void
}

/** Part of the address after the API base, split at the question mark. */
function relative(apiBase: string, url: string): [string, string] {
  const root = new URL(apiBase)
  const found = new URL(url, apiBase)
  if (found.origin !== root.origin || !found.pathname.startsWith(root.pathname)) {
    throw badRequest(`The address '${url}' lies outside this service.`)
  }
  return [found.pathname.slice(root.pathname.length), found.search]
}

const optional = (value: string | undefined): string | null =>
  value === undefined || value === '' || value === 'null' ? null : value

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('Error reading JObject from JsonReader. The body is not valid JSON.', '0x80048d19')
  }
}

function readOne(service: Service, request: HttpRequest, path: string, search: string, prefer: Preferences): Reply {
  const { caller } = service
  const plain = path.replace(/\(\)$/, '')
  if (plain === 'WhoAmI') return whoAmI(caller, service.municipalities)
  if (plain === '$metadata') return metadata()
  if (plain.startsWith('RetrieveTotalRecordCount')) return totalRecordCount(caller, path, search)
  const [, name = '', id, count] = /^(\w+)(?:\(([^)]*)\))?(\/\$count)?$/.exec(path) ?? []
  const set = resource(name, path)
  if (count && id === undefined) return readCount(caller, set, search)
  if (id === undefined) return readSet(caller, set, search, prefer)
  return readRow(caller, set, key(id), search, prefer, optional(request.headers.get('if-none-match')))
}

function resource(name: string, path: string): EntitySet {
  const set = findSet(name)
  if (!set) throw new ServiceError(404, '0x80060888', `Resource not found for the segment '${name || path}'.`)
  return set
}

function key(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw badRequest(`'${id}' is not a valid key.`)
  return id
}

function writeOne(
  service: Service,
  request: HttpRequest,
  method: Write['method'],
  path: string,
  prefer: Preferences,
): Reply {
  const [, name = '', id] = /^(\w+)(?:\(([^)]*)\))?$/.exec(path) ?? []
  const set = resource(name, path)
  if ((method === 'POST') !== (id === undefined)) throw new ServiceError(405, '', `${method} is not allowed here.`)
  const written = write(
    service.caller,
    {
      method,
      set,
      id: id === undefined ? null : key(id),
      body: method === 'DELETE' ? null : parseJson(request.body),
      ifMatch: optional(request.headers.get('if-match')),
      ifNoneMatch: optional(request.headers.get('if-none-match')),
      prefer,
    },
    randomUUID,
  )
  service.stored(set, written.id, written.created)
  return written.reply
}

/** One request to the API, alone or from a batch. Throws a ServiceError when it is refused. */
function perform(service: Service, request: HttpRequest): Reply {
  const [path, search] = relative(service.caller.apiBase, request.url)
  const prefer = readPreferences(request.headers.get('prefer'))
  const { method } = request
  if (method === 'GET') return readOne(service, request, path, search, prefer)
  if (method === 'POST' || method === 'PATCH' || method === 'DELETE')
    return writeOne(service, request, method, path, prefer)
  throw new ServiceError(405, '', `${method} is not supported.`)
}

export function handle(service: Service, request: HttpRequest): Reply {
  const [path] = relative(service.caller.apiBase, request.url)
  if (path !== '$batch') return perform(service, request)
  if (request.method !== 'POST') throw new ServiceError(405, '', 'A batch is sent by POST.')
  const contentType = request.headers.get('content-type')
  const prefer = readPreferences(request.headers.get('prefer'))
  const { caller } = service
  const inside = { ...service, caller: { ...caller, pages: caller.pages.onTheSpot() } }
  return runBatch(caller, contentType, request.body, prefer, (inner) => perform(inside, inner))
}
