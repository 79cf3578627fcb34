import { describe, expect, test } from 'vitest'
import { readBatchAnswer, writeChangeSet } from '../../../db/sync/batch.ts'
import type { HttpAnswer } from '../../../db/sync/outcome.ts'
import { type Verdict, verdictOf } from '../../../db/sync/verdict.ts'

const now = new Date('2021-12-08T10:00:00Z')

interface Said {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Its place, unless told otherwise; null: it does not say. */
  readonly id?: number | null
}

const part = ({ status, headers = {}, body = '', id }: Said, place: number): string =>
  [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(id === null ? [] : [`Content-ID: ${id ?? place}`]),
    '',
    `HTTP/1.1 ${status} Whatever`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : ['Content-Type: application/json; odata.metadata=minimal']),
    '',
    body,
  ].join('\r\n')

/** As Dataverse answers: a change set that held has one part per write, one that failed has the failure alone. */
function batch(parts: readonly Said[], over: Partial<Said> = {}): HttpAnswer {
  const inner = [
    ...parts.map((said, i) => `--changesetresponse_a\r\n${part(said, i + 1)}\r\n`),
    '--changesetresponse_a--',
  ]
  const body = [
    '--batchresponse_b',
    'Content-Type: multipart/mixed; boundary=changesetresponse_a',
    '',
    ...inner,
    '--batchresponse_b--',
    '',
  ].join('\r\n')
  return plain({
    status: over.status ?? 200,
    headers: { 'content-type': 'multipart/mixed; boundary=batchresponse_b', ...over.headers },
    body: over.body ?? body,
  })
}

function plain({ status, headers = {}, body = '' }: Said): HttpAnswer {
  return { status, header: (name) => headers[name.toLowerCase()] ?? null, body: new TextEncoder().encode(body) }
}

const error = (code: string, message: string): string => JSON.stringify({ error: { code, message } })
const ok: Said = { status: 204, headers: { 'OData-EntityId': 'https://x/y(1)' } }
const json = { 'content-type': 'application/json' }
const html = { 'content-type': 'text/html' }

const table: readonly (readonly [situation: string, answer: HttpAnswer, verdict: Verdict])[] = [
  ['both writes made', batch([ok, ok]), { kind: 'created' }],
  [
    'our GUID is there already',
    batch([{ status: 412, body: error('', 'A record with matching key values already exists.') }]),
    { kind: 'exists' },
  ],
  ['our GUID is there, no body at all', batch([{ status: 412 }]), { kind: 'exists' }],
  [
    'our GUID is there, said with the status outside too',
    batch([{ status: 412, body: error('', 'exists') }], { status: 412 }),
    { kind: 'exists' },
  ],
  [
    'our GUID is there, in a part that does not say whose it is',
    batch([{ status: 412, id: null }]),
    { kind: 'exists' },
  ],
  [
    "only the note's GUID is there",
    batch([{ status: 412, id: 2 }]),
    { kind: 'server', status: 412, retryAfterMs: null },
  ],
  [
    "only the note's GUID is there, in a second part that does not say whose it is",
    batch([
      { ...ok, id: null },
      { status: 412, id: null },
    ]),
    { kind: 'server', status: 412, retryAfterMs: null },
  ],
  [
    'a condition that the batch as a whole did not meet',
    plain({ status: 412, headers: json, body: error('0x80060882', 'Precondition failed') }),
    { kind: 'server', status: 412, retryAfterMs: null },
  ],
  [
    "IMDi's rule against duplicates",
    batch([{ status: 412, body: error('0x80040237', 'En lik forespørsel finnes.') }]),
    { kind: 'refused', sentence: 'En lik forespørsel finnes.' },
  ],
  [
    'a title that is too long',
    batch([{ status: 400, body: error('0x80044331', 'Teksten er for lang.') }]),
    { kind: 'refused', sentence: 'Teksten er for lang.' },
  ],
  [
    'the role is missing',
    batch([{ status: 403, body: error('0x80040220', 'Mangler rettighet.') }]),
    { kind: 'no-role', sentence: 'Mangler rettighet.' },
  ],
  [
    'the case is gone',
    batch([{ status: 404, body: error('0x80040217', 'Does Not Exist') }]),
    { kind: 'regarding-gone' },
  ],
  [
    'the second write failed alone',
    batch([ok, { status: 400, body: error('', 'Nei.') }]),
    { kind: 'refused', sentence: 'Nei.' },
  ],
  ['the session ended', plain({ status: 401 }), { kind: 'sign-in' }],
  ['the session ended, inside', batch([{ status: 401 }]), { kind: 'sign-in' }],
  [
    'too many requests',
    plain({ status: 429, headers: { ...json, 'retry-after': '17' }, body: error('0x80072322', '') }),
    { kind: 'rate-limit', retryAfterMs: 17_000 },
  ],
  [
    'too many requests, told inside',
    batch([{ status: 429, headers: { 'Retry-After': '3' } }]),
    { kind: 'rate-limit', retryAfterMs: 3_000 },
  ],
  [
    'too many requests, until a time of day',
    plain({ status: 429, headers: { 'retry-after': 'Wed, 08 Dec 2021 10:01:00 GMT' } }),
    { kind: 'rate-limit', retryAfterMs: 60_000 },
  ],
  [
    'too many requests, for a month',
    plain({ status: 429, headers: { 'retry-after': '2592000' } }),
    { kind: 'rate-limit', retryAfterMs: 3_600_000 },
  ],
  [
    'too many requests, in more digits than a date can hold',
    plain({ status: 429, headers: { 'retry-after': '9999999999999' } }),
    { kind: 'rate-limit', retryAfterMs: 3_600_000 },
  ],
  [
    'too many requests, until a time of day by a clock of its own',
    plain({ status: 429, headers: { 'retry-after': 'Thu, 08 Dec 2022 10:01:00 GMT' } }),
    { kind: 'rate-limit', retryAfterMs: 3_600_000 },
  ],
  ['too many requests, no word of when', plain({ status: 429 }), { kind: 'rate-limit', retryAfterMs: null }],
  ['the server took too long', plain({ status: 408 }), { kind: 'server', status: 408, retryAfterMs: null }],
  ['the server failed', plain({ status: 500, body: 'Oops' }), { kind: 'server', status: 500, retryAfterMs: null }],
  ['the server failed inside', batch([{ status: 503 }]), { kind: 'server', status: 503, retryAfterMs: null }],
  [
    'a refusal of the whole batch by IMDi',
    plain({ status: 400, headers: json, body: error('0x1', 'Ugyldig.') }),
    { kind: 'refused', sentence: 'Ugyldig.' },
  ],
  [
    "a captive portal's page",
    plain({ status: 200, headers: html, body: '<html>Logg på gjestenettet</html>' }),
    { kind: 'unreachable', why: 'status 200' },
  ],
  ["a proxy's 403", plain({ status: 403, headers: html, body: '<html>' }), { kind: 'unreachable', why: 'status 403' }],
  ["a proxy's 404", plain({ status: 404, headers: html, body: '' }), { kind: 'unreachable', why: 'status 404' }],
  [
    'no batch address',
    plain({ status: 404, headers: json, body: error('', 'Resource not found') }),
    { kind: 'unreachable', why: 'no batch there' },
  ],
  [
    'a JSON body where parts should be',
    plain({ status: 200, headers: json, body: '{}' }),
    { kind: 'unreachable', why: 'status 200' },
  ],
  ['only one of two answers', batch([ok]), { kind: 'unreachable', why: 'an incomplete batch answer' }],
  ['no answers at all', batch([]), { kind: 'unreachable', why: 'an incomplete batch answer' }],
  [
    'an answer cut off in the middle',
    batch([ok, ok], {
      body: '--batchresponse_b\r\nContent-Type: multipart/mixed; boundary=changesetresponse_a\r\n\r\n--changesetresponse_a\r\n',
    }),
    { kind: 'unreachable', why: 'status 200' },
  ],
  ['nothing', plain({ status: 204 }), { kind: 'unreachable', why: 'status 204' }],
]

describe('the verdict on a sent request', () => {
  test.each(table)('%s', (_situation, answer, verdict) => {
    expect(verdictOf(answer, 2, now)).toEqual(verdict)
  })

  test('no answer that cannot be read is ever taken for success (S3)', () => {
    const whole = new TextDecoder().decode(batch([ok, ok]).body)
    const headers = { 'content-type': 'multipart/mixed; boundary=batchresponse_b' }
    const end = whole.lastIndexOf('--batchresponse_b--') + '--batchresponse_b--'.length
    for (let length = 0; length < end; length++) {
      const verdict = verdictOf(plain({ status: 200, headers, body: whole.slice(0, length) }), 2, now)
      expect(verdict.kind, `cut after ${length}`).not.toBe('created')
    }
  })
})

describe('a batch', () => {
  test('is one change set of creates that change nothing that is there (S4)', () => {
    const made = writeChangeSet('7', [
      { href: 'imdi_endringsforesporsels(a)', body: { subject: 'Æ' } },
      { href: 'annotations(b)', body: { notetext: 'linje 1\nlinje 2' } },
    ])
    expect(made.contentType).toBe('multipart/mixed; boundary="batch_7"')
    expect(made.body.split('\r\n')).toEqual([
      '--batch_7',
      'Content-Type: multipart/mixed; boundary="changeset_7"',
      '',
      '--changeset_7',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      'Content-ID: 1',
      '',
      'PATCH imdi_endringsforesporsels(a) HTTP/1.1',
      'Content-Type: application/json; type=entry',
      'If-None-Match: *',
      '',
      '{"subject":"Æ"}',
      '--changeset_7',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      'Content-ID: 2',
      '',
      'PATCH annotations(b) HTTP/1.1',
      'Content-Type: application/json; type=entry',
      'If-None-Match: *',
      '',
      '{"notetext":"linje 1\\nlinje 2"}',
      '--changeset_7--',
      '',
      '--batch_7--',
      '',
    ])
  })

  test('answers are read with quoted boundaries and bare line feeds too', () => {
    const body = new TextDecoder().decode(batch([ok, ok]).body).replaceAll('\r\n', '\n')
    const parts = readBatchAnswer('multipart/mixed; boundary="batchresponse_b"', body)
    expect(parts?.map((one) => one.status)).toEqual([204, 204])
    expect(parts?.[0]?.headers.get('odata-entityid')).toBe('https://x/y(1)')
  })
})
