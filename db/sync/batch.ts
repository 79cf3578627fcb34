/** `$batch` as Dataverse speaks it: writing one change set, and reading what came of its parts. Pure. */

export interface Write {
  /** Absolute or relative to the service, as in an ordinary request line. */
  readonly href: string
  readonly body: unknown
}

export interface Batch {
  readonly contentType: string
  readonly body: string
}

/** One change set of creates: each PATCH may make a row, never change one. Lines end as HTTP's do. */
export function writeChangeSet(id: string, writes: readonly Write[]): Batch {
  const lines: string[] = [`--batch_${id}`, `Content-Type: multipart/mixed; boundary="changeset_${id}"`, '']
  writes.forEach((write, i) => {
    lines.push(
      `--changeset_${id}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      `Content-ID: ${i + 1}`,
      '',
      `PATCH ${write.href} HTTP/1.1`,
      'Content-Type: application/json; type=entry',
      'If-None-Match: *',
      '',
      JSON.stringify(write.body),
    )
  })
  lines.push(`--changeset_${id}--`, '', `--batch_${id}--`, '')
  return { contentType: `multipart/mixed; boundary="batch_${id}"`, body: lines.join('\r\n') }
}

export interface Part {
  /** Which of the writes it answers, as `writeChangeSet` numbered them; null when it does not say. */
  readonly contentId: string | null
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** The answers inside a batch's answer, change sets flattened, in order; null when it is not one. */
export function readBatchAnswer(contentType: string | null, body: string): readonly Part[] | null {
  const boundary = boundaryOf(contentType)
  if (boundary === null) return null
  const parts = split(body, boundary)
  if (parts === null) return null
  const answers: Part[] = []
  for (const part of parts) {
    const { headers, rest } = readHeaders(part)
    const type = headers.get('content-type') ?? ''
    if (/^multipart\/mixed/i.test(type)) {
      const inner = readBatchAnswer(type, rest)
      if (inner === null) return null
      answers.push(...inner)
    } else {
      const answer = readHttp(rest)
      if (answer === null) return null
      const contentId = headers.get('content-id') ?? answer.headers.get('content-id') ?? null
      answers.push({ ...answer, contentId })
    }
  }
  return answers
}

function boundaryOf(contentType: string | null): string | null {
  if (contentType === null || !/^multipart\/mixed/i.test(contentType)) return null
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  return match?.[1] ?? match?.[2] ?? null
}

/** The texts between the boundary lines. Without the closing line the answer was cut: null. */
function split(body: string, boundary: string): string[] | null {
  const parts: string[] = []
  let current: string[] | null = null
  for (const line of body.split(/\r?\n/)) {
    if (line.trimEnd() === `--${boundary}--`) {
      if (current) parts.push(current.join('\r\n'))
      return parts
    }
    if (line.trimEnd() === `--${boundary}`) {
      if (current) parts.push(current.join('\r\n'))
      current = []
    } else current?.push(line)
  }
  return null
}

function readHeaders(text: string): { headers: Map<string, string>; rest: string } {
  const headers = new Map<string, string>()
  const lines = text.split('\r\n')
  let i = 0
  for (; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const colon = line.indexOf(':')
    if (line === '') {
      // An empty line before any header belongs to the boundary; after one it ends them.
      if (headers.size > 0) break
      continue
    }
    if (colon < 1) break
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, rest: lines.slice(i + 1).join('\r\n') }
}

function readHttp(text: string): Omit<Part, 'contentId'> | null {
  const start = text.trimStart()
  const end = start.indexOf('\r\n')
  const line = end < 0 ? start : start.slice(0, end)
  const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(line)?.[1]
  if (status === undefined) return null
  const { headers, rest } = readHeaders(end < 0 ? '' : start.slice(end + 2))
  return { status: Number(status), headers, body: rest.trim() }
}
