/**
 * The one map of IMDi's names to ours. Should IMDi rename something, only this file changes.
 *
 * Every column of ours says where it comes from and how it is read. Reading is strict: a value of another kind
 * than promised makes the row a bad row, which is kept aside (never half understood). Codes without a name in
 * this version are kept as they are: a newer IMDi must not break an older app (S8).
 */
import type { PullTable } from '../domain.ts'
import type { SqlValue } from '../handles.ts'
import type { ReplicaTables } from '../schema/replica.ts'
import {
  codeOrNull,
  codeText,
  date,
  guid,
  lookup,
  moment,
  moneyInOre,
  optionalMoment,
  type Read,
  regardingKind,
  required,
  text,
  wholeOrNull,
} from './read-value.ts'

export type EntityName = 'term' | 'grant_case' | 'payout' | 'request' | 'note'

type OwnColumns<T extends EntityName> = Exclude<keyof ReplicaTables[T], 'seq' | 'etag' | 'extra'>

interface ColumnMap {
  /** IMDi's column. */
  readonly from: string
  readonly read: Read
}

export interface Entity {
  readonly table: EntityName
  /** What the progress calls it. */
  readonly pull: PullTable
  readonly set: string
  readonly logicalName: string
  /** IMDi's key column. */
  readonly key: string
  /** Ours, in the order values are stored, after `id` and `etag` and before `extra`. */
  readonly columns: readonly (ColumnMap & { readonly to: string })[]
  readonly select: string
  /** IMDi's columns that this version has a place for, or knowingly leaves. */
  readonly known: ReadonlySet<string>
}

function entity<T extends EntityName>(
  table: T,
  names: { readonly pull: PullTable; readonly set: string; readonly logicalName: string; readonly key: string },
  columns: { readonly [C in Exclude<OwnColumns<T>, 'id'>]: ColumnMap },
): Entity {
  const list = Object.entries<ColumnMap>(columns).map(([to, column]) => ({ to, ...column }))
  const asked = new Set([names.key, ...list.map((column) => column.from)])
  return { table, ...names, columns: list, select: [...asked].join(','), known: new Set([...asked, 'statecode']) }
}

const from = (name: string, read: Read): ColumnMap => ({ from: name, read })
const modified = { modified_on: from('modifiedon', moment) }
const status = { status: from('statuscode', required), status_text: from('statuscode', codeText) }

export const entities = {
  term: entity(
    'term',
    { pull: 'terms', set: 'imdi_termins', logicalName: 'imdi_termin', key: 'imdi_terminid' },
    {
      ...modified,
      name: from('imdi_navn', text),
      year: from('imdi_aar', required),
      number: from('imdi_nummer', required),
      term_date: from('imdi_termindato', date),
      payment_date: from('imdi_utbetalingsdato', date),
      ...status,
    },
  ),
  grant_case: entity(
    'grant_case',
    { pull: 'cases', set: 'imdi_tilskuddssaks', logicalName: 'imdi_tilskuddssak', key: 'imdi_tilskuddssakid' },
    {
      ...modified,
      case_number: from('imdi_saksnummer', text),
      type: from('imdi_type', required),
      type_text: from('imdi_type', codeText),
      code: from('imdi_typekode', text),
      given_name: from('imdi_fornavn', text),
      family_name: from('imdi_etternavn', text),
      national_id: from('imdi_fodselsnummer', text),
      duf_number: from('imdi_dufnummer', text),
      birth_date: from('imdi_fodselsdato', date),
      gender: from('imdi_kjonn', codeOrNull),
      gender_text: from('imdi_kjonn', codeText),
      citizenship: from('imdi_statsborgerskap', text),
      qualifying_date: from('imdi_kvalifiseringsdato', date),
      settled_date: from('imdi_bosettingsdato', date),
      grant_year: from('imdi_tilskuddsaar', wholeOrNull),
      total_amount: from('imdi_totaltbelop', moneyInOre),
      municipality_number: from('imdi_kommunenummer', text),
      moved_to: from('imdi_tilflyttetkommune', text),
      moved_from: from('imdi_fraflyttetkommune', text),
      ...status,
      stop_reason: from('imdi_stoppaarsak', codeOrNull),
      stop_reason_text: from('imdi_stoppaarsak', codeText),
      stop_date: from('imdi_stoppdato', date),
    },
  ),
  payout: entity(
    'payout',
    { pull: 'payouts', set: 'imdi_utbetalings', logicalName: 'imdi_utbetaling', key: 'imdi_utbetalingid' },
    {
      ...modified,
      case_id: from('_imdi_sak_value', lookup),
      term_id: from('_imdi_termin_value', lookup),
      amount: from('imdi_belop', moneyInOre),
      kind: from('imdi_art', required),
      kind_text: from('imdi_art', codeText),
      grant_year: from('imdi_tilskuddsaar', wholeOrNull),
      code: from('imdi_typekode', text),
      payment_date: from('imdi_utbetalingsdato', date),
      reference: from('imdi_referanse', text),
      ...status,
    },
  ),
  request: entity(
    'request',
    {
      pull: 'requests',
      set: 'imdi_endringsforesporsels',
      logicalName: 'imdi_endringsforesporsel',
      key: 'activityid',
    },
    {
      ...modified,
      subject: from('subject', text),
      regarding_kind: from(
        '_regardingobjectid_value',
        regardingKind({ imdi_tilskuddssak: 'case', imdi_termin: 'term' }),
      ),
      regarding_id: from('_regardingobjectid_value', lookup),
      sent_by: from('imdi_sendtav', text),
      created_on: from('createdon', optionalMoment),
      ...status,
      answer: from('imdi_svar', text),
    },
  ),
  note: entity(
    'note',
    { pull: 'notes', set: 'annotations', logicalName: 'annotation', key: 'annotationid' },
    {
      ...modified,
      subject: from('subject', text),
      text: from('notetext', text),
      request_id: from('_objectid_value', lookup),
      filename: from('filename', text),
      mimetype: from('mimetype', text),
      created_on: from('createdon', optionalMoment),
    },
  ),
} as const satisfies Record<EntityName, Entity>

/** In the order they are pulled: what is referred to comes before what refers to it. */
export const pullOrder: readonly Entity[] = [
  entities.term,
  entities.grant_case,
  entities.payout,
  entities.request,
  entities.note,
]

/** What the writes of a push are called. */
export const pushNames = {
  regarding: { case: 'regardingobjectid_imdi_tilskuddssak', term: 'regardingobjectid_imdi_termin' },
  noteOn: 'objectid_imdi_endringsforesporsel',
} as const

/** `imdi_roller` → which of our rules it opens. The first name is today's, the second from 2022 on. */
export const roleNames = {
  main: ['Kommune saksbehandler INTTIL/EMTIL', 'Kommune saksbehandler IMDi Tilskudd'],
  extra: ['Kommune saksbehandler ekstratilskudd'],
} as const

export const formattedValue = '@OData.Community.Display.V1.FormattedValue'
export const lookupLogicalName = '@Microsoft.Dynamics.CRM.lookuplogicalname'

/** The names of a stored row's columns, in the order `readRow` gives their values. */
export function storedColumns(entity: Entity): readonly string[] {
  return ['id', 'etag', ...entity.columns.map((column) => column.to), 'extra']
}

export type RawRow = Readonly<Record<string, unknown>>

/** Reads one row of IMDi's as the values of `storedColumns`. Throws `BadValue` for a row that breaks the contract. */
export function readRow(entity: Entity, row: RawRow): SqlValue[] {
  const etag = row['@odata.etag']
  const values: SqlValue[] = [guid(row[entity.key], row, entity.key), typeof etag === 'string' ? etag : '']
  for (const column of entity.columns) values.push(column.read(row[column.from], row, column.from))
  values.push(unknownColumns(entity, row))
  return values
}

/** Columns this version has no name for, as JSON; null when there are none (nearly always). */
function unknownColumns(entity: Entity, row: RawRow): string | null {
  let extra: Record<string, unknown> | null = null
  for (const name in row) {
    if (entity.known.has(name) || name.includes('@')) continue
    extra ??= {}
    extra[name] = row[name]
  }
  return extra ? JSON.stringify(extra) : null
}
