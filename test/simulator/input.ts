import type { Cell, Row } from '../generators/rows.ts'
import { type Caller, find } from './caller.ts'
import { badRequest, notFound, ServiceError } from './error.ts'
import { type Binding, type Column, type EntitySet, entitySets, findSet } from './schema.ts'

/** What a client may set; the rest is the service's own. */
const writable: { readonly [set: string]: readonly string[] } = {
  imdi_endringsforesporsels: ['subject'],
  annotations: ['subject', 'notetext', 'filename', 'mimetype', 'documentbody'],
}

const largestFile = 5 * 1024 * 1024
const fileEndings = ['pdf', 'jpg', 'jpeg', 'png', 'docx', 'xlsx']

export interface Input {
  readonly id: string | null
  readonly values: Row
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Checks a body against the table and looks up what it binds to. */
export function readInput(caller: Caller, set: EntitySet, body: unknown): Input {
  if (!isRecord(body)) throw badRequest('Error reading JObject from JsonReader.', '0x80048d19')
  const values: Record<string, Cell> = {}
  let id: string | null = null
  for (const [name, value] of Object.entries(body)) {
    if (name.endsWith('@odata.bind'))
      Object.assign(values, bind(caller, set, name.slice(0, -'@odata.bind'.length), value))
    else if (name === set.key && typeof value === 'string') id = value.toLowerCase()
    else if (!name.startsWith('@') && !name.includes('@')) values[name] = checkValue(set, name, value)
  }
  if (typeof values.documentbody === 'string') values.filesize = checkFile(values.filename, values.documentbody)
  return { id, values }
}

function checkValue(set: EntitySet, name: string, value: unknown): Cell {
  const column = set.columns.find((each) => each.name === name)
  if (!column) {
    throw badRequest(
      `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${set.logicalName}'.`,
      '0x80048d19',
    )
  }
  if (!writable[set.name]?.includes(name)) {
    throw new ServiceError(403, '0x80040220', `The column '${name}' is set by IMDi and cannot be written.`)
  }
  if (value === null) return null
  if (typeof value !== 'string')
    throw badRequest(`Cannot convert a value to target type 'Edm.String' for '${name}'.`, '0x80048d19')
  checkLength(set, column, value)
  return value
}

function checkLength(set: EntitySet, column: Column, value: string): void {
  if (column.max === undefined || value.length <= column.max) return
  const sentence =
    set.name === 'imdi_endringsforesporsels'
      ? `Tittelen kan ikke være lengre enn ${column.max} tegn.`
      : `A validation error occurred. The length of the '${column.name}' attribute of the '${set.logicalName}' entity exceeded the maximum allowed length of '${column.max}'.`
  throw badRequest(sentence, '0x80044331')
}

function checkFile(filename: Cell | undefined, documentbody: string): number {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(documentbody) || documentbody.length % 4 !== 0) {
    throw badRequest('Invalid attachment. The content is not base64.', '0x80048d19')
  }
  const size = Buffer.byteLength(documentbody, 'base64')
  if (size > largestFile) throw badRequest('Attachment file size is too big.', '0x80044a02')
  const ending =
    String(filename ?? '')
      .split('.')
      .at(-1)
      ?.toLowerCase() ?? ''
  if (!fileEndings.includes(ending)) throw badRequest('The attachment is not a valid file type.', '0x80043e09')
  return size
}

/** `/imdi_tilskuddssaks(guid)`, with or without the address before it. */
function bind(caller: Caller, set: EntitySet, name: string, value: unknown): Record<string, Cell> {
  const binding: Binding | undefined = set.bindings.find((each) => each.name === name)
  const [, setName = '', id = ''] =
    typeof value === 'string' ? (/(?:^|\/)(\w+)\(([0-9a-fA-F-]{36})\)$/.exec(value) ?? []) : []
  const target = binding && findSet(setName)
  if (!binding || !target || target.name !== binding.target) {
    throw badRequest(
      `An undeclared property '${name}' which only has property annotations in the payload but no property value was found in the payload.`,
      '0x80048d19',
    )
  }
  if (!find(caller, entitySets[binding.target], id)) throw notFound(target.logicalName, id)
  const several = set.bindings.some((each) => each.lookup === binding.lookup && each !== binding)
  return { [binding.lookup]: id.toLowerCase(), ...(several ? { [`${binding.lookup}#`]: binding.target } : {}) }
}
