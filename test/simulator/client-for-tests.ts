import { randomUUID } from 'node:crypto'
import type { Simulator } from './index.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: () => Record<string, unknown> & { value: Record<string, unknown>[] }
}

/** A bare HTTP client of the API, for the simulator's own tests: no logic of the app. */
export function clientOf(simulator: Simulator, userAt = 0) {
  const user = simulator.users[userAt]
  if (!user) throw new Error(`no user ${userAt}`)
  const authorization = `Bearer ${user.accessToken}`
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { authorization, ...Object.fromEntries(new Headers(init.headers)) }
    const response = await fetch(new URL(path, simulator.apiBase), { redirect: 'manual', ...init, headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) }
  }
  const get = (path: string, prefer = '') => ask(path, prefer === '' ? {} : { headers: { prefer } })

  /** Follows next links from a first address or a delta link; returns rows as they came and the delta link. */
  const pull = async (path: string, size = 5000) => {
    const rows: Record<string, unknown>[] = []
    let pages = 0
    let link = path
    for (;;) {
      const answer = await get(link, `odata.track-changes, odata.maxpagesize=${size}`)
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
      const body = answer.json()
      pages++
      rows.push(...body.value)
      const next = body['@odata.nextLink']
      if (typeof next !== 'string') return { rows, pages, delta: String(body['@odata.deltaLink']) }
      link = next
    }
  }

  /** One change set of writes, each with If-None-Match: * unless told. */
  const batch = (writes: readonly Write[], prefer = '') => {
    const [outer, inner] = ['batch_1', 'changeset_1']
    const parts = writes.map(({ path, body, condition = 'If-None-Match: *' }, at) =>
      [
        `--${inner}`,
        'Content-Type: application/http',
        'Content-Transfer-Encoding: binary',
        `Content-ID: ${at + 1}`,
        '',
        `PATCH ${path} HTTP/1.1`,
        'Content-Type: application/json',
        ...(condition ? [condition] : []),
        '',
        JSON.stringify(body),
      ].join('\r\n'),
    )
    const text = [
      `--${outer}`,
      `Content-Type: multipart/mixed; boundary=${inner}`,
      '',
      ...parts,
      `--${inner}--`,
      `--${outer}--`,
      '',
    ].join('\r\n')
    return ask('$batch', {
      method: 'POST',
      headers: { 'content-type': `multipart/mixed; boundary=${outer}`, ...(prefer ? { prefer } : {}) },
      body: text,
    })
  }
  return { ask, get, pull, batch }
}

export interface Write {
  readonly path: string
  readonly body: unknown
  readonly condition?: string | null
}

/** The two writes of a change request, as the contract has them. */
export function requestWrites(caseId: unknown, subject = 'Mangler utbetaling', activityid: string = randomUUID()) {
  const annotationid = randomUUID()
  const writes: Write[] = [
    {
      path: `imdi_endringsforesporsels(${activityid})`,
      body: { subject, 'regardingobjectid_imdi_tilskuddssak@odata.bind': `/imdi_tilskuddssaks(${caseId})` },
    },
    {
      path: `annotations(${annotationid})`,
      body: {
        subject: 'Endringsforespørsel',
        notetext: 'Hva: …',
        'objectid_imdi_endringsforesporsel@odata.bind': `/imdi_endringsforesporsels(${activityid})`,
      },
    },
  ]
  return { activityid, annotationid, writes }
}
