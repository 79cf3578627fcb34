import type { World } from './world.ts'

export interface LoggedRequest {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly at: string
  readonly fault?: string
}

export interface LedgerRequest {
  readonly activityid: string
  readonly subject: string
  readonly regarding: { readonly kind: 'case' | 'term'; readonly id: string }
  readonly user: string
  readonly createdon: string
  readonly statuscode: number
  readonly svar: string
  readonly notes: readonly {
    readonly annotationid: string
    readonly subject: string
    readonly notetext: string
    readonly filename?: string
  }[]
  /** How many times a create of this GUID was committed. More than one is a duplicate. */
  readonly arrivals: number
}

export interface Ledger {
  readonly log: (request: LoggedRequest) => void
  readonly arrived: (activityid: string) => void
  readonly requests: () => readonly LoggedRequest[]
  readonly arrivalsOf: (activityid: string) => number
  readonly clear: () => void
}

const kept = 5000

export function createLedger(): Ledger {
  let requests: LoggedRequest[] = []
  let arrivals = new Map<string, number>()
  return {
    log: (request) => {
      requests.push(request)
      if (requests.length > kept * 2) requests = requests.slice(-kept)
    },
    arrived: (activityid) => arrivals.set(activityid, (arrivals.get(activityid) ?? 0) + 1),
    requests: () => requests.slice(-kept),
    arrivalsOf: (activityid) => arrivals.get(activityid) ?? 0,
    clear: () => {
      requests = []
      arrivals = new Map()
    },
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The change requests a municipality's IMDi holds, those from before the start included (arrivals 0). */
export function changeRequests(world: World, ledger: Ledger): LedgerRequest[] {
  const notes = world.table('annotations').created()
  return world
    .table('imdi_endringsforesporsels')
    .created()
    .map(({ row }) => ({
      activityid: text(row.activityid),
      subject: text(row.subject),
      regarding: {
        kind: row['_regardingobjectid_value#'] === 'imdi_termins' ? 'term' : 'case',
        id: text(row._regardingobjectid_value),
      },
      user: text(row.imdi_sendtav),
      createdon: text(row.createdon),
      statuscode: Number(row.statuscode),
      svar: text(row.imdi_svar),
      notes: notes
        .filter((note) => note.row._objectid_value === row.activityid)
        .map((note) => ({
          annotationid: text(note.row.annotationid),
          subject: text(note.row.subject),
          notetext: text(note.row.notetext),
          ...(note.row.filename ? { filename: text(note.row.filename) } : {}),
        })),
      arrivals: ledger.arrivalsOf(text(row.activityid)),
    }))
}
