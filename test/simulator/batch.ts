import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Caller, Reply } from './caller.ts'
import { badRequest, errorBody, ServiceError } from './error.ts'
import { boundaryOf, type HttpRequest, type Part, readHttp, readParts, writeMultipart } from './multipart.ts'
import type { Preferences } from './prefer.ts'
import { plainWithTail } from './segment.ts'

/** Carries out one request of a batch; throws a ServiceError when it is refused. */
export type Perform = (request: HttpRequest) => Reply

const mostRequests = 1000

function httpPart(reply: Reply, contentId: string | undefined): string {
  const head = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary']
  if (contentId !== undefined) head.push(`Content-ID: ${contentId}`)
  const lines = [`HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}`, 'OData-Version: 4.0']
  for (const [name, value] of Object.entries(reply.headers)) lines.push(`${name}: ${value}`)
  return `${head.join('\r\n')}\r\n\r\n${lines.join('\r\n')}\r\n\r\n${textOf(reply.body)}`
}

function textOf(body: Reply['body']): string {
  if (body === null || typeof body === 'string') return body ?? ''
  // Within a batch pages are made on the spot: see below.
  if (body.front instanceof Promise) throw badRequest('This page is not ready; ask for it outside a batch.')
  return plainWithTail(body.front, body.tail).toString()
}

export const errorReply = (error: unknown): Reply => {
  // A fault of the simulator's own must not pass for one of IMDi's.
  if (!(error instanceof ServiceError)) console.error(error)
  const known = error instanceof ServiceError ? error : new ServiceError(500, '', 'An unexpected error occurred.')
  return {
    status: known.status,
    headers: { 'content-type': 'application/json; odata.metadata=minimal', ...known.headers },
    body: errorBody(known),
  }
}

/** Puts the address that an earlier part of the change set made in place of `$1`. */
function resolveReferences(request: HttpRequest, made: ReadonlyMap<string, string>): HttpRequest {
  const replaced = (text: string) =>
    text.replace(/^\/?\$(\w+)/, (whole, id: string) => {
      const found = made.get(id)
      if (!found)
        throw badRequest(`Content-ID Reference: '${whole}' does not exist in the batch context.`, '0x80060888')
      return found
    })
  const body = request.body.replace(
    /("[^"]+@odata\.bind"\s*:\s*")([^"]*)"/g,
    (_, head: string, link: string) => `${head}${replaced(link)}"`,
  )
  return { ...request, url: replaced(request.url), body }
}

interface Outcome {
  readonly text: string
  readonly failed: Reply | null
}

/** All or nothing. The answer to a failure is the one refused request's. */
function changeSet(caller: Caller, part: Part, boundary: string, perform: Perform): Outcome {
  const answer = `changesetresponse_${randomUUID()}`
  const wrap = (parts: string[]) =>
    `Content-Type: multipart/mixed; boundary=${answer}\r\n\r\n${writeMultipart(answer, parts)}`
  let current: string | undefined
  try {
    const replies = caller.world.atomically(() => {
      const made = new Map<string, string>()
      return readParts(part.body, boundary).map((inner) => {
        const request = readHttp(inner.body)
        current = inner.headers.get('content-id') ?? request.headers.get('content-id')
        if (current === undefined) throw badRequest('Content-ID is required in a change set.', '0x80060888')
        if (request.method === 'GET') throw badRequest('A change set cannot contain a GET request.', '0x80060888')
        const reply = perform(resolveReferences(request, made))
        made.set(current, reply.headers['odata-entityid'] ?? request.url)
        return httpPart(reply, current)
      })
    })
    return { text: wrap(replies), failed: null }
  } catch (error) {
    const failed = errorReply(error)
    return { text: wrap([httpPart(failed, current)]), failed }
  }
}

export function runBatch(
  caller: Caller,
  contentType: string | undefined,
  body: string,
  prefer: Preferences,
  perform: Perform,
): Reply {
  const boundary = boundaryOf(contentType)
  if (!boundary) throw badRequest('The content type of a batch must be multipart/mixed with a boundary.', '0x80048d19')
  const parts = readParts(body, boundary)
  const count = parts.reduce((sum, part) => sum + (part.body.match(/^(GET|POST|PATCH|PUT|DELETE) /gm)?.length ?? 0), 0)
  if (count > mostRequests) throw badRequest(`The batch holds ${count} requests; at most ${mostRequests} are allowed.`)
  const answers: string[] = []
  let status = 200
  for (const part of parts) {
    const inner = boundaryOf(part.headers.get('content-type'))
    const outcome = inner ? changeSet(caller, part, inner, perform) : single(part, perform)
    answers.push(outcome.text)
    if (outcome.failed && !prefer.continueOnError) {
      status = outcome.failed.status
      break
    }
  }
  const answer = `batchresponse_${randomUUID()}`
  return {
    status,
    headers: { 'content-type': `multipart/mixed; boundary=${answer}` },
    body: writeMultipart(answer, answers),
  }
}

function single(part: Part, perform: Perform): Outcome {
  let reply: Reply
  let failed: Reply | null = null
  try {
    reply = perform(readHttp(part.body))
  } catch (error) {
    reply = failed = errorReply(error)
  }
  return { text: httpPart(reply, part.headers.get('content-id')), failed }
}
