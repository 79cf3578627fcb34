/** A municipality of any size from a seed, written by hand for the tests of queries: rows as IMDi sends them. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../db/handles.ts'
import { migrate } from '../../../db/migrate.ts'
import { replicaSteps } from '../../../db/migrations/replica/index.ts'
import { workSteps } from '../../../db/migrations/work/index.ts'
import { openForWriting } from '../../../db/open.ts'

/** mulberry32: the same numbers from the same seed, everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface MadeCase {
  id: string
  case_number: string
  type: number
  type_text: string
  code: string
  given_name: string
  family_name: string
  national_id: string
  duf_number: string
  birth_date: string | null
  qualifying_date: string | null
  settled_date: string | null
  grant_year: number | null
  total_amount: number
  status: number
  status_text: string
  stop_reason: number | null
  stop_reason_text: string
  stop_date: string | null
}
export interface MadePayout {
  id: string
  case_id: string
  term_id: string
  amount: number
  kind: number
  payment_date: string | null
  status: number
}
export interface MadeTerm {
  id: string
  name: string
  year: number
  number: number
  term_date: string | null
  payment_date: string | null
  status: number
}
export interface MadeRows {
  cases: MadeCase[]
  payouts: MadePayout[]
  terms: MadeTerm[]
}

const families =
  "Aas,Ås,Aamodt,Åmodt,Ødegård,ØDEGAARD,Ærlig,Zahra,Andersen,Ahmadi,Tesfaye,Haile,Kovalenko,Nguyen,Çelik,Łukasz,Öztürk,Ali,D’Angelo,O'Brien,van der Berg,Aaberg,Bø,Bøe,Kravchenko,Şahin,Ng,Abdi Hassan,Özil,Åberg,Æsland,de la Cruz,Mohamud,100% Sikker,A*B,Hei_Der,[Klamme]"
const givens =
  'Amina,Åse,Aase,Ægir,Øystein,Yonas,Zahra,Oksana,Ali,Nur-Mohammed,Maryam,Renée,Zoë,Ngọc,Åsne,Øyvind,Yusuf,Daryna,Marija,Filmon,Hodan,Eric,Selam,Rania,Hamid'
const types: readonly (readonly [number, string, readonly string[]])[] = [
  [100000000, 'Integreringstilskudd', ['AR-1', 'AR-1 EV', 'AR-1 B', 'AR-2', 'AR-3', 'AR-4', 'AR-5', 'AR-1B']],
  [100000001, 'Særskilt tilskudd enslige mindreårige', ['EMINB', 'EMINU']],
  [100000002, 'Tilskudd nedsatt funksjonsevne/atferdsvansker', ['FHT1', 'FHT2', 'FHT 2']],
]
const statuses: readonly string[] = ['', 'Aktiv', 'Stoppet', 'Avsluttet']
const stopReasons: readonly string[] = ['', 'Flyttet', 'Død', 'Utvandret', 'Utenfor målgruppen']
const payoutKinds: readonly string[] = ['', 'Utbetaling', 'Motregning', 'Tilbakebetaling', 'Etterbetaling']
const payoutStatuses: readonly string[] = ['', 'Planlagt', 'Utbetalt', 'Stanset']

/** @param names how many distinct names beside the fixed ones */
export function makeRows(seed: number, count: number, names = 0): MadeRows {
  const next = random(seed)
  const int = (below: number) => Math.floor(next() * below)
  const pick = <T>(list: readonly T[]): T => list[int(list.length)] as T
  const hex = (length: number) => Array.from({ length }, () => int(16).toString(16)).join('')
  const guid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
  const two = (n: number) => String(n).padStart(2, '0')
  const date = (from: number, to: number) => `${from + int(to - from + 1)}-${two(1 + int(12))}-${two(1 + int(28))}`
  const maybe = (chance: number, make: () => string) => (next() < chance ? make() : null)
  const syllables = ['ka', 'mo', 'ri', 'sa', 'le', 'ny', 'ø', 'vå', 'ten', 'ger', 'un', 'da', 'æl', 'ix', 'he', 'bjør']
  const invented = () => {
    const word = Array.from({ length: 2 + int(3) }, () => pick(syllables)).join('')
    return word.slice(0, 1).toUpperCase() + word.slice(1)
  }
  const inventedNames = Array.from({ length: names }, invented)
  const familyNames = [...families.split(','), ...inventedNames]
  const givenNames = [...givens.split(','), ...inventedNames.slice(0, names / 2)]

  const terms: MadeTerm[] = []
  for (const year of [2020, 2021]) {
    for (const number of [1, 2, 3, 4]) {
      const day = ['31-03', '30-06', '12-09', '31-12'][number - 1]
      const paid = year === 2020 || number < 4
      terms.push({
        id: guid(),
        name: `${day}-${year}`,
        year,
        number,
        term_date: `${year}-${two(number * 3)}-28`,
        payment_date: `${year}-${two(number * 3)}-${two(10 + number)}`,
        status: paid ? 2 : 1,
      })
    }
  }
  const cases: MadeCase[] = []
  const payouts: MadePayout[] = []
  for (let i = 0; i < count; i++) {
    const [type, text, codes] = pick(types)
    const status = next() < 0.85 ? 1 : 2 + int(2)
    const reason = status === 2 ? 1 + int(4) : null
    const qualified = maybe(0.97, () => date(2016, 2021))
    const year = 1980 + int(40)
    const made: MadeCase = {
      id: guid(),
      // Now and then the same number twice, so that ties must be broken by the id.
      case_number:
        next() < 0.02 && cases.length > 0
          ? pick(cases).case_number
          : `${2016 + int(6)}-20212020${String(int(1e8)).padStart(8, '0')}`,
      type,
      type_text: text,
      code: pick(codes),
      given_name: next() < 0.02 ? '' : pick(givenNames),
      family_name: next() < 0.02 ? '' : pick(familyNames),
      national_id:
        next() < 0.1
          ? ''
          : `${two(1 + int(28))}${two(81 + int(12))}${two(year % 100)}${String(int(1e5)).padStart(5, '0')}`,
      duf_number: next() < 0.05 ? '' : `${2012 + int(9)}${String(int(1e8)).padStart(8, '0')}`,
      birth_date: maybe(0.98, () => date(1940, 2021)),
      qualifying_date: qualified,
      settled_date: maybe(0.9, () => date(2016, 2021)),
      grant_year: type === 100000001 ? null : 1 + int(5),
      total_amount: 0,
      status,
      status_text: statuses[status] ?? '',
      stop_reason: reason,
      stop_reason_text: reason === null ? '' : (stopReasons[reason] ?? ''),
      stop_date: reason === null ? null : date(2021, 2021),
    }
    const paidOut = int(9)
    for (let n = 0; n < paidOut; n++) {
      const term = pick(terms)
      const state = term.status === 2 ? (next() < 0.95 ? 2 : 1) : 1
      const kind = next() < 0.94 ? 1 : 2 + int(2)
      const amount = (kind === 1 ? 1 : -1) * (1000 * (5 + int(240)) * 100 + (next() < 0.02 ? 50 : 0))
      const payout = {
        id: guid(),
        case_id: made.id,
        // A reference may arrive before what it refers to.
        term_id: next() < 0.01 ? guid() : term.id,
        amount,
        kind,
        payment_date: state === 2 ? term.payment_date : null,
        status: next() < 0.02 ? 3 : state,
      }
      payouts.push(payout)
      if (payout.status === 2) made.total_amount += amount
    }
    cases.push(made)
  }
  return { cases, payouts, terms }
}

export interface MadeFiles {
  readonly folder: string
  readonly key: string
  readonly replica: WriteDb
  readonly work: WriteDb
  remove(): void
}

/** Both files, encrypted as shipped, with the rows in the replica. */
export function madeFiles(rows: MadeRows): MadeFiles {
  const folder = mkdtempSync(join(tmpdir(), 'made-'))
  const key = randomBytes(32).toString('hex')
  const open = (name: string, synchronous: 'NORMAL' | 'FULL') =>
    openForWriting({ path: join(folder, name), key, synchronous, cacheMegabytes: 96, nativeBinding: null })
  const replica = open('replica-1.db', 'NORMAL')
  migrate(replica, replicaSteps, 10)
  replica.transaction(() => {
    insertTerms(replica, rows.terms)
    insertCases(replica, rows.cases)
    insertPayouts(replica, rows.payouts)
  })
  migrate(replica, replicaSteps)
  const work = open('work.db', 'FULL')
  migrate(work, workSteps)
  return {
    folder,
    key,
    replica,
    work,
    remove() {
      replica.close()
      work.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const when = '2021-11-01T10:00:00Z'

export function insertTerms(db: WriteDb, terms: readonly MadeTerm[]): void {
  const insert = db.write(
    `insert into term (id, etag, modified_on, name, year, number, term_date, payment_date, status, status_text)
     values (?, 'W/"1"', '${when}', ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const t of terms) {
    insert.run(
      t.id,
      t.name,
      t.year,
      t.number,
      t.term_date,
      t.payment_date,
      t.status,
      t.status === 2 ? 'Utbetalt' : 'Planlagt',
    )
  }
}

/** Inserts, or updates the row in place. */
export function insertCases(db: WriteDb, cases: readonly MadeCase[]): void {
  const columns: (keyof MadeCase)[] = [
    'case_number',
    'type',
    'type_text',
    'code',
    'given_name',
    'family_name',
    'national_id',
    'duf_number',
    'birth_date',
    'qualifying_date',
    'settled_date',
    'grant_year',
    'total_amount',
    'status',
    'status_text',
    'stop_reason',
    'stop_reason_text',
    'stop_date',
  ]
  const update = db.write(`update grant_case set ${columns.map((c) => `${c} = ?`).join(', ')} where id = ?`)
  const insert = db.write(
    `insert into grant_case (${columns.join(', ')}, id, etag, modified_on, gender, gender_text, citizenship,
       municipality_number, moved_to, moved_from)
     values (${columns.map(() => '?').join(', ')}, ?, 'W/"1"', '${when}', 1, 'Kvinne', 'Ukraina', '3804', '', '')`,
  )
  const keyed = db.prepare("select 1 from sqlite_schema where name = 'grant_case_by_id'").get() !== undefined
  for (const c of cases) {
    const values = columns.map((column) => c[column])
    if (!keyed || update.run(...values, c.id) === 0) insert.run(...values, c.id)
  }
}

export function insertPayouts(db: WriteDb, payouts: readonly MadePayout[]): void {
  const insert = db.write(
    `insert into payout (id, etag, modified_on, case_id, term_id, amount, kind, kind_text, grant_year, code,
       payment_date, reference, status, status_text)
     values (?, 'W/"1"', '${when}', ?, ?, ?, ?, ?, 2, 'AR-2', ?, ?, ?, ?)`,
  )
  for (const p of payouts) {
    insert.run(
      p.id,
      p.case_id,
      p.term_id,
      p.amount,
      p.kind,
      payoutKinds[p.kind] ?? '',
      p.payment_date,
      `REF-${p.id.slice(0, 8)}`,
      p.status,
      payoutStatuses[p.status] ?? '',
    )
  }
}

export function insertRequest(
  db: WriteDb,
  request: {
    id: string
    regarding_id: string
    status: number
    kind?: 'case' | 'term'
    subject?: string
    answer?: string
  },
): void {
  db.write(
    `insert into request (id, etag, modified_on, subject, regarding_kind, regarding_id, sent_by, created_on, status,
       status_text, answer)
     values (?, 'W/"1"', '${when}', ?, ?, ?, 'Kollega', '${when}', ?, ?, ?)`,
  ).run(
    request.id,
    request.subject ?? `Forespørsel ${request.id}`,
    request.kind ?? 'case',
    request.regarding_id,
    request.status,
    ['', 'Mottatt', 'Under behandling', 'Trenger mer informasjon', 'Tatt til følge', 'Avslått'][request.status] ?? '',
    request.answer ?? '',
  )
}

export function insertNote(
  db: WriteDb,
  note: { id: string; request_id: string; text: string; created_on: string },
): void {
  db.write(
    `insert into note (id, etag, modified_on, subject, text, request_id, filename, mimetype, created_on)
     values (?, 'W/"1"', '${when}', 'Endringsforespørsel', ?, ?, '', '', ?)`,
  ).run(note.id, note.text, note.request_id, note.created_on)
}
