import type { Cell } from '../generators/rows.ts'

export type ColumnKind = 'key' | 'text' | 'int' | 'choice' | 'money' | 'date' | 'moment' | 'lookup'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** Choice values with IMDi's text. */
  readonly labels?: { readonly [value: number]: string }
  /** Most characters a text may have. */
  readonly max?: number
  /** Held, but only sent when asked for by name (file contents). */
  readonly heavy?: boolean
}

/** A single-valued link that is written as `name@odata.bind` and read as `lookup`. */
export interface Binding {
  readonly name: string
  readonly target: SetName
  readonly lookup: string
}

export interface EntitySet {
  readonly name: SetName
  readonly logicalName: string
  readonly key: string
  readonly columns: readonly Column[]
  readonly bindings: readonly Binding[]
}

export const setNames = [
  'imdi_termins',
  'imdi_tilskuddssaks',
  'imdi_utbetalings',
  'imdi_endringsforesporsels',
  'annotations',
] as const
export type SetName = (typeof setNames)[number]

const text = (name: string, max = 100): Column => ({ name, kind: 'text', max })
const column = (kind: ColumnKind, name: string): Column => ({ name, kind })
const choice = (name: string, labels: { readonly [value: number]: string }): Column => ({
  name,
  kind: 'choice',
  labels,
})
const state = choice('statecode', { 0: 'Aktiv', 1: 'Inaktiv' })

export const entitySets: { readonly [name in SetName]: EntitySet } = {
  imdi_termins: {
    name: 'imdi_termins',
    logicalName: 'imdi_termin',
    key: 'imdi_terminid',
    columns: [
      column('key', 'imdi_terminid'),
      text('imdi_navn'),
      column('int', 'imdi_aar'),
      column('int', 'imdi_nummer'),
      column('date', 'imdi_termindato'),
      column('date', 'imdi_utbetalingsdato'),
      state,
      choice('statuscode', { 1: 'Planlagt', 2: 'Utbetalt' }),
      column('moment', 'modifiedon'),
    ],
    bindings: [],
  },
  imdi_tilskuddssaks: {
    name: 'imdi_tilskuddssaks',
    logicalName: 'imdi_tilskuddssak',
    key: 'imdi_tilskuddssakid',
    columns: [
      column('key', 'imdi_tilskuddssakid'),
      text('imdi_saksnummer'),
      choice('imdi_type', {
        100000000: 'Integreringstilskudd',
        100000001: 'Særskilt tilskudd enslige mindreårige',
        100000002: 'Tilskudd nedsatt funksjonsevne/atferdsvansker',
      }),
      text('imdi_typekode'),
      text('imdi_fornavn'),
      text('imdi_etternavn'),
      text('imdi_fodselsnummer'),
      text('imdi_dufnummer'),
      column('date', 'imdi_fodselsdato'),
      choice('imdi_kjonn', { 1: 'Mann', 2: 'Kvinne' }),
      text('imdi_statsborgerskap'),
      column('date', 'imdi_kvalifiseringsdato'),
      column('date', 'imdi_bosettingsdato'),
      column('int', 'imdi_tilskuddsaar'),
      column('money', 'imdi_totaltbelop'),
      text('imdi_kommunenummer'),
      text('imdi_tilflyttetkommune'),
      text('imdi_fraflyttetkommune'),
      choice('imdi_stoppaarsak', { 1: 'Flyttet', 2: 'Død', 3: 'Utvandret', 4: 'Utenfor målgruppen' }),
      column('date', 'imdi_stoppdato'),
      state,
      choice('statuscode', { 1: 'Aktiv', 2: 'Stoppet', 3: 'Avsluttet' }),
      column('moment', 'modifiedon'),
    ],
    bindings: [],
  },
  imdi_utbetalings: {
    name: 'imdi_utbetalings',
    logicalName: 'imdi_utbetaling',
    key: 'imdi_utbetalingid',
    columns: [
      column('key', 'imdi_utbetalingid'),
      column('lookup', '_imdi_sak_value'),
      column('lookup', '_imdi_termin_value'),
      column('money', 'imdi_belop'),
      choice('imdi_art', { 1: 'Utbetaling', 2: 'Motregning', 3: 'Tilbakebetaling', 4: 'Etterbetaling' }),
      column('int', 'imdi_tilskuddsaar'),
      text('imdi_typekode'),
      column('date', 'imdi_utbetalingsdato'),
      text('imdi_referanse'),
      state,
      choice('statuscode', { 1: 'Planlagt', 2: 'Utbetalt', 3: 'Stanset' }),
      column('moment', 'modifiedon'),
    ],
    bindings: [
      { name: 'imdi_sak', target: 'imdi_tilskuddssaks', lookup: '_imdi_sak_value' },
      { name: 'imdi_termin', target: 'imdi_termins', lookup: '_imdi_termin_value' },
    ],
  },
  imdi_endringsforesporsels: {
    name: 'imdi_endringsforesporsels',
    logicalName: 'imdi_endringsforesporsel',
    key: 'activityid',
    columns: [
      column('key', 'activityid'),
      text('subject', 200),
      column('lookup', '_regardingobjectid_value'),
      text('imdi_sendtav'),
      column('moment', 'createdon'),
      state,
      choice('statuscode', {
        1: 'Mottatt',
        2: 'Under behandling',
        3: 'Trenger mer informasjon',
        4: 'Tatt til følge',
        5: 'Avslått',
      }),
      text('imdi_svar', 4000),
      column('moment', 'modifiedon'),
    ],
    bindings: [
      {
        name: 'regardingobjectid_imdi_tilskuddssak',
        target: 'imdi_tilskuddssaks',
        lookup: '_regardingobjectid_value',
      },
      { name: 'regardingobjectid_imdi_termin', target: 'imdi_termins', lookup: '_regardingobjectid_value' },
    ],
  },
  annotations: {
    name: 'annotations',
    logicalName: 'annotation',
    key: 'annotationid',
    columns: [
      column('key', 'annotationid'),
      text('subject', 500),
      text('notetext', 100_000),
      column('lookup', '_objectid_value'),
      text('filename', 255),
      text('mimetype', 256),
      { name: 'documentbody', kind: 'text', heavy: true },
      column('int', 'filesize'),
      column('moment', 'createdon'),
      state,
      choice('statuscode', { 1: 'Aktiv' }),
      column('moment', 'modifiedon'),
    ],
    bindings: [
      { name: 'objectid_imdi_endringsforesporsel', target: 'imdi_endringsforesporsels', lookup: '_objectid_value' },
    ],
  },
}

/** Where a lookup column points: fixed for most, held beside the value for a request's regarding row. */
export function lookupTarget(
  set: EntitySet,
  lookup: string,
  row: { readonly [column: string]: Cell },
): EntitySet | null {
  const kind = row[`${lookup}#`]
  const binding = set.bindings.find((each) => each.lookup === lookup && (kind === undefined || each.target === kind))
  return binding ? entitySets[binding.target] : null
}

export function findSet(name: string): EntitySet | null {
  const known = setNames.find((each) => each === name)
  return known ? entitySets[known] : null
}
