/**
 * What a list of cases must hold, by a plain loop over the rows: nothing of the engine's code, nothing clever. Slow
 * and easy to read, so that it can be believed.
 */
import type { MadeCase, MadePayout, MadeRows, MadeTerm } from './made-rows.ts'

export interface OracleQuery {
  readonly search: string
  readonly asText: boolean
  readonly types: readonly number[]
  readonly grantYears: readonly (number | null)[]
  readonly statuses: readonly number[]
  readonly termId: string | null
  readonly sort: { readonly column: string; readonly descending: boolean } | null
}

interface OracleRow {
  readonly made: MadeCase
  readonly lastTerm: MadeTerm | null
  readonly lastPaymentDate: string
  readonly open: number
  readonly cells: readonly string[]
}

/** The words the window shows. */
const shownType: Record<number, string> = {
  100000000: 'Integreringstilskudd',
  100000001: 'Særskilt tilskudd',
  100000002: 'Ekstratilskudd',
}
const shownStatus: Record<number, string> = { 1: 'Løper', 2: 'Stoppet', 3: 'Avsluttet' }

const norwegian = new Intl.Collator('nb')

export function oracle(rows: MadeRows, open: ReadonlyMap<string, number>) {
  const payoutsByCase = new Map<string, MadePayout[]>()
  for (const payout of rows.payouts)
    payoutsByCase.set(payout.case_id, [...(payoutsByCase.get(payout.case_id) ?? []), payout])
  const all = rows.cases.map((made) =>
    rowOf(made, payoutsByCase.get(made.id) ?? [], rows.terms, open.get(made.id) ?? 0),
  )

  return function answer(query: OracleQuery) {
    const found = all.filter((row) => finds(row, query.search, query.asText))
    const inTerm = (row: OracleRow) =>
      query.termId === null || (payoutsByCase.get(row.made.id) ?? []).some((p) => p.term_id === query.termId)
    const type = (row: OracleRow) => query.types.length === 0 || query.types.includes(row.made.type)
    const year = (row: OracleRow) => query.grantYears.length === 0 || query.grantYears.includes(row.made.grant_year)
    const status = (row: OracleRow) => query.statuses.length === 0 || query.statuses.includes(row.made.status)
    const base = found.filter(inTerm)
    const kept = base.filter(type).filter(year).filter(status)
    const sum = (list: readonly OracleRow[]) => list.reduce((total, row) => total + row.made.total_amount, 0)
    const facet = (value: number | null, list: readonly OracleRow[]) => ({ value, count: list.length, sum: sum(list) })
    const distinct = <V>(of: (row: OracleRow) => V) => [...new Set(all.map(of))]
    const ascending = (a: number | null, b: number | null) => (a ?? 1e15) - (b ?? 1e15)
    return {
      ids: sorted(kept, query.sort ?? { column: 'caseNumber', descending: false }).map((row) => row.made.id),
      total: kept.length,
      sum: sum(kept),
      types: distinct((row) => row.made.type)
        .sort(ascending)
        .map((value) =>
          facet(
            value,
            base
              .filter(year)
              .filter(status)
              .filter((row) => row.made.type === value),
          ),
        ),
      grantYears: distinct((row) => row.made.grant_year)
        .sort(ascending)
        .map((value) =>
          facet(
            value,
            base
              .filter(type)
              .filter(status)
              .filter((row) => row.made.grant_year === value),
          ),
        ),
      statuses: distinct((row) => row.made.status)
        .sort(ascending)
        .map((value) =>
          facet(
            value,
            base
              .filter(type)
              .filter(year)
              .filter((row) => row.made.status === value),
          ),
        ),
    }
  }
}

function rowOf(made: MadeCase, payouts: readonly MadePayout[], terms: readonly MadeTerm[], open: number): OracleRow {
  const paid = payouts
    .filter((payout) => payout.status === 2)
    .map((payout) => ({ payout, term: terms.find((term) => term.id === payout.term_id) ?? null }))
    .sort((a, b) => {
      const dates = (a.payout.payment_date ?? '').localeCompare(b.payout.payment_date ?? '')
      const place = (t: MadeTerm | null) => (t === null ? 0 : t.year * 10 + t.number)
      return dates || place(a.term) - place(b.term)
    })
  const last = paid.at(-1)
  const lastTerm = last?.term ?? null
  const lastPaymentDate = last?.payout.payment_date ?? ''
  const date = (iso: string | null) => (iso === null || iso === '' ? '' : iso.split('-').reverse().join('.'))
  const dates = [made.birth_date, made.qualifying_date, made.settled_date, lastPaymentDate].map(date)
  const duf = made.duf_number
  return {
    made,
    lastTerm,
    lastPaymentDate,
    open,
    cells: [
      made.case_number,
      made.family_name,
      made.given_name,
      duf,
      duf.replace(/^(\d{4})(\d{6})(\d\d)$/, '$1 $2 $3'),
      ...dates,
      ...dates.map((text) => text.replaceAll('.', '-')),
      made.type_text,
      ...otherSpellings(shownType[made.type] ?? ''),
      shownType[made.type] ?? '',
      ...otherSpellings(made.type_text),
      made.code,
      made.code.replaceAll(' ', ''),
      made.grant_year === null ? '' : String(made.grant_year),
      lastTerm?.name ?? '',
      (lastTerm?.name ?? '').replaceAll('-', '.'),
      kroner(made.total_amount),
      made.status_text,
      shownStatus[made.status] ?? '',
      ...otherSpellings(made.status_text),
      made.stop_reason_text,
      ...otherSpellings(made.stop_reason_text),
      open === 0 ? '' : String(open),
    ].map(plain),
  }
}

/** Only the texts of these rows, word by word; each spelling once. */
function otherSpellings(text: string): string[] {
  const words: Record<string, readonly string[]> = {
    Integreringstilskudd: ['Integreringstilskot'],
    Ekstratilskudd: ['Ekstratilskot'],
    tilskudd: ['tilskot'],
    Tilskudd: ['Tilskot'],
    enslige: ['einslege'],
    nedsatt: ['nedsett'],
    funksjonsevne: ['funksjonsevna'],
    atferdsvansker: ['adferdsvansker', 'atferdsvanskar', 'adferdsvanskar', 'åtferdsvansker', 'åtferdsvanskar'],
    Stoppet: ['Stoppa'],
    Avsluttet: ['Avslutta'],
    Flyttet: ['Flytta'],
    Utvandret: ['Utvandra'],
    Død: ['Daud'],
    Utenfor: ['Utanfor'],
    målgruppen: ['målgruppa'],
  }
  return text === ''
    ? []
    : [0, 1, 2, 3, 4].map((n) => text.replace(/\p{L}+/gu, (word) => words[word]?.[n] ?? words[word]?.[0] ?? word))
}

function kroner(ore: number): string {
  const sign = ore < 0 ? '-' : ''
  const whole = String(Math.trunc(Math.abs(ore) / 100))
  const rest = Math.abs(ore) % 100
  let grouped = ''
  for (let i = 0; i < whole.length; i++) {
    if (i > 0 && (whole.length - i) % 3 === 0) grouped += ' '
    grouped += whole[i]
  }
  return `${sign}${grouped}${rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`} kr`
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('\u2212', '-')
    .replace(/[\u00a0\u2009\u202f\s]+/g, ' ')
    .trim()
}

function finds(row: OracleRow, search: string, asText: boolean): boolean {
  const typed = plain(search)
  if (typed === '') return true
  const date = /^(?:(?:(\d{1,2})[.-])?(\d{1,2})[.-]|[.-])(\d{4})$/.exec(typed)
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typed)
  const [day, month, year] = iso ? [iso[3], iso[2], iso[1]] : [date?.[1], date?.[2], date?.[3]]
  const calendar = (month === undefined || (Number(month) >= 1 && Number(month) <= 12)) && Number(day ?? 1) >= 1
  const isDate = year !== undefined && calendar && Number(day ?? 1) <= 31
  if (isDate && !asText) {
    const [y, m, d] = (row.made.qualifying_date ?? '0-0-0').split('-').map(Number)
    return (
      y === Number(year) && (month === undefined || m === Number(month)) && (day === undefined || d === Number(day))
    )
  }
  const digits = typed.replaceAll('kr', '').replaceAll(',-', '').replaceAll('-', '').replaceAll(' ', '')
  if (!isDate && /^\d+$/.test(digits)) {
    const { case_number, duf_number, national_id, total_amount } = row.made
    return [case_number, duf_number, national_id, kroner(total_amount)].some((text) =>
      text.replace(/\D/g, '').includes(digits),
    )
  }
  const quoted = [...typed.matchAll(/"([^"]*)"/g)].map((m) => (m[1] ?? '').trim())
  const bare = typed
    .replace(/"[^"]*"/g, ' ')
    .replaceAll('"', ' ')
    .split(' ')
  const { family_name, given_name } = row.made
  const names =
    family_name === '' || given_name === ''
      ? []
      : [`${given_name} ${family_name}`, `${family_name} ${given_name}`, `${family_name}, ${given_name}`].map(plain)
  return (
    bare.every((word) => row.cells.some((cell) => cell.includes(asShown(word)))) &&
    quoted.every((words) => [...row.cells, ...names].some((cell) => cell.includes(words)))
  )
}

/** A whole date among other words is looked for as it is shown, however it was written. */
function asShown(word: string): string {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word)
  const norwegian = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$/.exec(word)
  if (iso) return `${iso[3]}.${iso[2]}.${iso[1]}`
  if (!norwegian) return word
  return `${norwegian[1]?.padStart(2, '0')}.${norwegian[2]?.padStart(2, '0')}.${norwegian[3]}`
}

function sorted(rows: readonly OracleRow[], sort: { column: string; descending: boolean }): OracleRow[] {
  const texts = (of: (row: OracleRow) => string) => (a: OracleRow, b: OracleRow) =>
    emptyLast(of(a) === '', of(b) === '') ?? turn(sort.descending, norwegian.compare(of(a), of(b)))
  const numbers = (of: (row: OracleRow) => number | null) => (a: OracleRow, b: OracleRow) =>
    emptyLast(of(a) === null, of(b) === null) ?? turn(sort.descending, (of(a) ?? 0) - (of(b) ?? 0))
  const byColumn: Record<string, (a: OracleRow, b: OracleRow) => number> = {
    caseNumber: texts((row) => row.made.case_number),
    familyName: texts((row) => row.made.family_name),
    givenName: texts((row) => row.made.given_name),
    dufNumber: texts((row) => row.made.duf_number),
    birthDate: texts((row) => row.made.birth_date ?? ''),
    type: texts((row) => shownType[row.made.type] ?? ''),
    code: texts((row) => row.made.code),
    grantYear: numbers((row) => row.made.grant_year),
    qualifyingDate: texts((row) => row.made.qualifying_date ?? ''),
    settledDate: texts((row) => row.made.settled_date ?? ''),
    lastTerm: numbers((row) => (row.lastTerm === null ? null : row.lastTerm.year * 10 + row.lastTerm.number)),
    lastPaymentDate: texts((row) => row.lastPaymentDate),
    totalAmount: numbers((row) => row.made.total_amount),
    status: texts((row) => shownStatus[row.made.status] ?? ''),
    stopReason: texts((row) => row.made.stop_reason_text),
    openRequests: numbers((row) => (row.open === 0 ? null : row.open)),
  }
  const by = byColumn[sort.column]
  if (by === undefined) throw new Error(`The oracle does not know ${sort.column}`)
  const ties = (a: OracleRow, b: OracleRow) =>
    norwegian.compare(a.made.case_number, b.made.case_number) || (a.made.id < b.made.id ? -1 : 1)
  return [...rows].sort((a, b) => by(a, b) || ties(a, b))
}

function emptyLast(a: boolean, b: boolean): number | null {
  if (a && b) return 0
  return a ? 1 : b ? -1 : null
}

function turn(descending: boolean, order: number): number {
  return descending ? -order : order
}
