/** Everything the simulator can do wrong on request. `--help` prints this table. */
export const faultTable = {
  unreachable:
    'breaks every connection, sign-in included, until cleared (control under /_sim/ goes on); with phase or nth only those',
  slow: 'waits before answering; value = milliseconds (3000)',
  'slow-headers': 'takes the request and sends no headers; value = milliseconds (120000), then closes',
  'cut-body': 'sends the headers and half the body, then breaks the connection',
  'stalled-body': 'sends the headers and half the body, then nothing more; value = milliseconds (120000), then closes',
  'error-before-commit': 'answers 500 and does nothing',
  'lost-reply': 'does what was asked, then breaks the connection without an answer',
  'rate-limit': 'answers 429 with Retry-After; value = seconds (2)',
  'server-error': 'answers 503 with an empty error code; value = another status, such as 500 or 408',
  'expired-token': 'answers 401 as for an access token that has run out',
  'no-role': 'answers 403 as for a user without a role',
  'token-reuse': 'the refresh token that comes is taken as already used: the whole session is revoked',
  'page-twice': 'the next link leads to the same page once more',
  'page-out-of-order': 'the page after the next comes before the next',
  'foreign-link': 'the next link leads to another host',
  'expired-delta': 'answers 0x80044352 to a delta link; value = status (400)',
  restored: 'once, when added: the rows go back to the last backup, or to the start; newer tokens are unknown',
  emptied: 'while it stands: every table is empty and every older token unknown',
  'unknown-column': 'every row carries a column and a choice value that no one has heard of',
  'bad-row': 'one row among the good ones has values of the wrong kind',
  'bad-json': 'the JSON ends in the middle, though the answer is complete',
  html: "answers 200 with a captive portal's web page",
  redirect: 'answers 302 to a web page',
  'wrong-clock': 'the Date header is wrong; value = hours (26)',
  'edited-meanwhile': 'a request that arrives is edited by IMDi at once, before the answer',
  'case-changed': 'the case that is read, or that a request is about, has just been stopped by IMDi',
  'duplicate-rule': 'a new request is refused with 412 and 0x80040237',
  'validation-error': 'a write is refused with 400 and 0x80044331',
} as const

export type FaultName = keyof typeof faultTable
export const phases = ['first-pull', 'delta', 'push', 'refresh'] as const
export type Phase = (typeof phases)[number]

export interface Fault {
  readonly name: FaultName
  /** null = in every phase. */
  readonly phase: Phase | null
  /** `{ nth }` once at that request, `{ every }` at each such one, null at all. */
  readonly when: { readonly nth: number } | { readonly every: number } | null
  readonly value: number | null
}

const isName = (name: string): name is FaultName => Object.hasOwn(faultTable, name)

/** Reads `name[=value][:phase][:nth|every=n]`, such as `rate-limit=5:push:1`. Throws with a sentence. */
export function parseFault(text: string): Fault {
  const [head = '', ...rest] = text.split(':')
  const [name = '', value] = head.split('=')
  if (!isName(name)) throw new Error(`Unknown fault "${name}". Known: ${Object.keys(faultTable).join(', ')}`)
  let phase: Phase | null = null
  let when: Fault['when'] = null
  for (const part of rest) {
    const known = phases.find((each) => each === part)
    const count = /^(every=)?([1-9]\d*)$/.exec(part)
    if (known && phase === null && when === null) phase = known
    else if (count && when === null) when = count[1] ? { every: Number(count[2]) } : { nth: Number(count[2]) }
    else throw new Error(`Cannot read "${part}" in "${text}": name[=value][:${phases.join('|')}][:nth|every=n]`)
  }
  if (value !== undefined && !/^\d+$/.test(value)) throw new Error(`The value in "${text}" must be a whole number`)
  return { name, phase, when, value: value === undefined ? null : Number(value) }
}

/** What is to go wrong with one request: name → value. */
export type Misbehaviour = ReadonlyMap<FaultName, number | null>

export interface Faults {
  readonly add: (text: string) => Fault
  readonly clear: () => void
  readonly list: () => readonly string[]
  /** True while the fault stands for every request alike. */
  readonly always: (name: FaultName) => boolean
  /** Counts the request and says what is to go wrong with it. */
  readonly meet: (phase: Phase | null) => Misbehaviour
}

export function createFaults(): Faults {
  let active: { fault: Fault; text: string; seen: number }[] = []
  return {
    add: (text) => {
      const fault = parseFault(text)
      active.push({ fault, text, seen: 0 })
      return fault
    },
    clear: () => {
      active = []
    },
    list: () => active.map(({ text }) => text),
    always: (name) => active.some(({ fault }) => fault.name === name && fault.phase === null && fault.when === null),
    meet: (phase) => {
      const hits = new Map<FaultName, number | null>()
      for (const entry of active) {
        const { fault } = entry
        if (fault.phase !== null && fault.phase !== phase) continue
        entry.seen++
        const { when } = fault
        const hit = when === null || ('nth' in when ? entry.seen === when.nth : entry.seen % when.every === 0)
        if (hit) hits.set(fault.name, fault.value)
      }
      return hits
    },
  }
}
