/** What a device should hold, worked out from the simulator's raw rows without any of the engine's mapping. */
import type { ReadDb } from '../../db/handles.ts'
import { openForReading } from '../../db/open.ts'
import { replicaNumbers, replicaPath } from '../../db/replica/files.ts'
import { replicaState } from '../../db/replica/meta.ts'
import type { Simulator } from '../simulator/index.ts'
import { keys } from './support.ts'

export interface Held {
  readonly terms: readonly string[]
  readonly cases: readonly string[]
  readonly payouts: readonly string[]
  readonly requests: readonly string[]
  readonly notes: readonly string[]
}

/** Every row as one line of the values that matter, sorted: two sides can be compared whole. */
export function atImdi(simulator: Simulator, only: (type: unknown) => boolean = () => true): Held {
  const ore = (kroner: unknown): number => Math.round(Number(kroner ?? 0) * 100)
  const line = (...values: unknown[]): string => values.map((value) => String(value ?? '').normalize('NFC')).join('|')
  const cases = simulator.rows('imdi_tilskuddssaks').filter((row) => only(row.imdi_type))
  const seen = new Set(cases.map((row) => row.imdi_tilskuddssakid))
  const requests = simulator
    .rows('imdi_endringsforesporsels')
    .filter(
      (r) =>
        seen.has(r._regardingobjectid_value ?? '') ||
        simulator.rows('imdi_termins').some((t) => t.imdi_terminid === r._regardingobjectid_value),
    )
  const threads = new Set(requests.map((row) => row.activityid))
  return {
    terms: simulator
      .rows('imdi_termins')
      .map((r) => line(r.imdi_terminid, r.imdi_navn, r.imdi_aar, r.imdi_nummer, r.imdi_utbetalingsdato, r.statuscode))
      .sort(),
    cases: cases
      .map((r) =>
        line(
          r.imdi_tilskuddssakid,
          r.imdi_saksnummer,
          r.imdi_type,
          r.imdi_fornavn,
          r.imdi_etternavn,
          r.imdi_dufnummer,
          r.imdi_kvalifiseringsdato,
          r.imdi_tilskuddsaar,
          ore(r.imdi_totaltbelop),
          r.statuscode,
          r.imdi_stoppaarsak,
          r.imdi_tilflyttetkommune,
          new Date(String(r.modifiedon)).toISOString(),
        ),
      )
      .sort(),
    payouts: simulator
      .rows('imdi_utbetalings')
      .filter((row) => seen.has(row._imdi_sak_value ?? ''))
      .map((r) =>
        line(
          r.imdi_utbetalingid,
          r._imdi_sak_value,
          r._imdi_termin_value,
          ore(r.imdi_belop),
          r.imdi_art,
          r.imdi_typekode,
          r.statuscode,
          r.imdi_referanse,
          new Date(String(r.modifiedon)).toISOString(),
        ),
      )
      .sort(),
    requests: requests
      .map((r) => line(r.activityid, r.subject, r.statuscode, r.imdi_svar, r._regardingobjectid_value))
      .sort(),
    notes: simulator
      .rows('annotations')
      .filter((row) => threads.has(row._objectid_value ?? ''))
      .map((r) => line(r.annotationid, r.subject, r.notetext, r._objectid_value))
      .sort(),
  }
}

/** The first few lines that only one side has; empty when both hold the same. A whole municipality is no message. */
export function differences(held: Held, expected: Held): string[] {
  return (['terms', 'cases', 'payouts', 'requests', 'notes'] as const).flatMap((table) => {
    const [ours, theirs] = [new Set(held[table]), new Set(expected[table])]
    const repeated = held[table].length === ours.size ? [] : [`${table}: a row twice`]
    const missing = expected[table].filter((line) => !ours.has(line)).map((line) => `${table} lacks ${line}`)
    const extra = held[table].filter((line) => !theirs.has(line)).map((line) => `${table} has ${line}`)
    return [...repeated, ...missing.slice(0, 3), ...extra.slice(0, 3)]
  })
}

/** The same lines from the replica in use in a device's folder. */
export function onDevice(folder: string): Held {
  const db = inUse(folder)
  const lines = (table: string, columns: string): string[] =>
    db
      .prepare<Record<string, unknown>>(`select ${columns} from ${table}`)
      .all()
      .map((row) =>
        Object.values(row)
          .map((value) => String(value ?? ''))
          .join('|'),
      )
      .sort()
  try {
    return {
      terms: lines('term', 'id, name, year, number, payment_date, status'),
      cases: lines(
        'grant_case',
        'id, case_number, type, given_name, family_name, duf_number, qualifying_date, grant_year, total_amount, status, stop_reason, moved_to, modified_on',
      ),
      payouts: lines('payout', 'id, case_id, term_id, amount, kind, code, status, reference, modified_on'),
      requests: lines('request', 'id, subject, status, answer, regarding_id'),
      notes: lines('note', 'id, subject, text, request_id'),
    }
  } finally {
    db.close()
  }
}

function inUse(folder: string): ReadDb {
  for (const number of replicaNumbers(folder)) {
    const path = replicaPath(folder, number)
    const db = openForReading({
      path,
      key: keys.replica,
      nativeBinding: null,
      cacheMegabytes: 8,
      synchronous: 'NORMAL',
    })
    if (replicaState(db) === 'ready') return db
    db.close()
  }
  throw new Error('No replica in use')
}
