/**
 * What to look at before sending. Nothing here blocks: the caseworker knows more than a rule does. Each warning
 * names the field and the place in it, and a sentence in plain Norwegian.
 */
import type { DraftFields, DraftTextField, DraftWarning } from '../domain.ts'
import { shownDate } from '../shown.ts'
import type { Basis, OpenRequest } from './basis.ts'
import { findAddresses } from './check/addresses.ts'
import { dufCheckHolds } from './check/duf.ts'
import { type FoundNumber, findNumbers } from './check/numbers.ts'
import { oneLine } from './compose.ts'
import { readDate } from './read-date.ts'
import { suggestTitle } from './suggest-title.ts'

export interface WarningOptions {
  /** Test environment: synthetic numbers pass silently. */
  readonly testData: boolean
  /** Requests that are open on the same case or term, this one excepted. */
  readonly others: readonly OpenRequest[]
}

export function warnings(fields: DraftFields, basis: Basis, options: WarningOptions): DraftWarning[] {
  return [
    ...titleWarnings(fields, basis),
    ...emptyWarnings(fields),
    ...dateWarnings(fields),
    ...dufWarnings(basis),
    ...ownNumberWarnings(basis, options),
    ...textFields.flatMap((field) => textWarnings(field, fields[field], basis, options)),
    ...options.others.map(openRequest),
  ]
}

const textFields = ['title', 'what', 'why', 'place'] as const satisfies readonly DraftTextField[]

const about = (
  field: DraftTextField | null,
  code: DraftWarning['code'],
  text: string,
  at: readonly [number, number] = [0, 0],
) => ({ code, field, start: at[0], end: at[1], text }) satisfies DraftWarning

/** A title of at most this many characters fits IMDi's activity (Dataverse: an activity's subject holds 200). */
export const titleLimit = 200
const shortTitle = 10
/** Words that say that something is wrong but not what. */
const empty = /^(?:feil|endring|endringsforespørsel|spørsmål|hei|test|gjelder|sak|utbetaling|tilskudd|tilskot)[.!?:]*$/i

function titleWarnings(fields: DraftFields, basis: Basis): DraftWarning[] {
  const title = oneLine(fields.title)
  const whole = [0, fields.title.length] as const
  if (title === '') {
    const suggested = suggestTitle(fields, basis)
    return [
      suggested === ''
        ? about('title', 'title-empty', 'Skriv en tittel som sier hva forespørselen gjelder.')
        : about('title', 'title-empty', `Tittelen er tom. IMDi får «${suggested}».`),
    ]
  }
  if (title.length > titleLimit) {
    const text = `Tittelen er på ${title.length} tegn. IMDi tar imot høyst ${titleLimit}; kort den ned.`
    return [about('title', 'title-too-long', text, [titleLimit, fields.title.length])]
  }
  if (title.length < shortTitle || empty.test(title)) {
    return [about('title', 'title-vague', 'Tittelen sier lite. Skriv hva som er feil og hvilken termin.', whole)]
  }
  return []
}

function emptyWarnings(fields: DraftFields): DraftWarning[] {
  const found: DraftWarning[] = []
  if (fields.what.trim() === '') found.push(about('what', 'what-empty', 'Skriv hva som skal endres.'))
  if (fields.why.trim() === '') found.push(about('why', 'why-empty', 'Skriv hvorfor det skal endres.'))
  if (fields.fromDate.trim() === '' && fields.toDate.trim() === '') {
    found.push(about('fromDate', 'dates-empty', 'Skriv hvilke datoer det gjelder.'))
  }
  if (fields.place.trim() === '') found.push(about('place', 'place-empty', 'Skriv hvilken kommune det gjelder.'))
  return found
}

function dateWarnings(fields: DraftFields): DraftWarning[] {
  const found: DraftWarning[] = []
  for (const field of ['fromDate', 'toDate'] as const) {
    const typed = fields[field]
    if (typed.trim() === '' || readDate(typed) !== null) continue
    const text = `«${oneLine(typed)}» er ikke en dato. Skriv den som 12.09.2021.`
    found.push(about(field, 'date-unreadable', text, [0, typed.length]))
  }
  const [from, to] = [readDate(fields.fromDate), readDate(fields.toDate)]
  if (from !== null && to !== null && to < from) {
    const text = `Til-datoen ${shownDate(to)} er før fra-datoen ${shownDate(from)}.`
    found.push(about('toDate', 'dates-reversed', text, [0, fields.toDate.length]))
  }
  return found
}

function dufWarnings(basis: Basis): DraftWarning[] {
  if (basis.case === null) return []
  const duf = basis.case.dufNumber.replace(/\D/g, '')
  if (duf === '') return [about(null, 'duf-missing', 'Saken har ikke DUF-nummer. Skriv det i teksten hvis du har det.')]
  if (duf.length === 12 && dufCheckHolds(duf)) return []
  return [about(null, 'duf-check', 'DUF-nummeret på saken ser feil ut. Kontroller det mot IMDinett.')]
}

/** Outside a test environment a synthetic number on the case itself means that the data are not real. */
function ownNumberWarnings(basis: Basis, options: WarningOptions): DraftWarning[] {
  if (options.testData || basis.case === null) return []
  const synthetic = findNumbers(basis.case.nationalId).some((number) => number.synthetic)
  return synthetic ? [about(null, 'synthetic-number', 'Fødselsnummeret på saken er et testnummer.')] : []
}

function textWarnings(
  field: (typeof textFields)[number],
  text: string,
  basis: Basis,
  options: WarningOptions,
): DraftWarning[] {
  const addresses = findAddresses(text).map(({ start, end }) => {
    const sentence = `«${oneLine(text.slice(start, end))}» ser ut som en gateadresse. Skriv bare kommune.`
    return about(field, 'street-address', sentence, [start, end])
  })
  const numbers = findNumbers(text)
  if (field === 'title') {
    const inTitle = identifiersInTitle(text, basis, numbers)
    return [...addresses, ...inTitle]
  }
  const own = ownNumbers(basis)
  const foreign = numbers.filter((number) => !own.some((one) => one.endsWith(number.digits)))
  return [...addresses, ...foreign.flatMap((number) => foreignNumber(field, number, options))]
}

function foreignNumber(field: DraftTextField, number: FoundNumber, options: WarningOptions): DraftWarning[] {
  const at = [number.start, number.end] as const
  if (number.synthetic) {
    if (options.testData) return []
    return [about(field, 'synthetic-number', 'Dette er et testnummer, ikke et fødselsnummer.', at)]
  }
  const kind = number.kind === 'duf' ? 'DUF-nummer' : 'fødselsnummer'
  const text = `Dette ser ut som et annet ${kind} enn sakens. Skriv bare om personen saken gjelder.`
  return [about(field, 'other-number', text, at)]
}

/** Titles show in lists and letters: no identifier there, the case's own neither. */
function identifiersInTitle(title: string, basis: Basis, numbers: readonly FoundNumber[]): DraftWarning[] {
  const text = 'Ikke skriv nummer eller navn i tittelen. DUF-nummeret kommer med i teksten.'
  const places: [number, number][] = numbers.map(({ start, end }) => [start, end])
  const names = basis.case === null ? [] : [basis.case.caseNumber, basis.case.familyName, basis.case.givenName]
  for (const name of names) {
    const start = wordAt(title, name)
    if (start >= 0 && !places.some(([from, to]) => start >= from && start < to)) {
      places.push([start, start + name.length])
    }
  }
  return places.map((at) => about('title', 'title-has-identifier', text, at))
}

/** Where `word` stands in `text` as a word of its own, or -1. Two letters or fewer prove nothing. */
function wordAt(text: string, word: string): number {
  if (word.length < 3) return -1
  const start = text.toLowerCase().indexOf(word.toLowerCase())
  if (start < 0) return -1
  const before = text[start - 1] ?? ' '
  const after = text[start + word.length] ?? ' '
  return /[\p{L}\d]/u.test(before) || /[\p{L}\d]/u.test(after) ? -1 : start
}

/** Digits of the case's own numbers and of its payments' references. A case number's end looks like a DUF number. */
function ownNumbers(basis: Basis): string[] {
  const { dufNumber = '', nationalId = '', caseNumber = '' } = basis.case ?? {}
  const references = basis.payouts.map((payout) => payout.reference)
  return [dufNumber, nationalId, caseNumber, ...references].map((number) => number.replace(/\D/g, ''))
}

function openRequest(other: OpenRequest): DraftWarning {
  const date = other.writtenAt === '' ? '' : ` fra ${shownDate(other.writtenAt.slice(0, 10))}`
  const title = other.title === '' ? 'En annen forespørsel' : `«${other.title}»`
  return about(null, 'open-request', `${title}${date} er åpen på det samme. Se den før du sender.`)
}
