/**
 * Exactly what IMDi receives. The title becomes the activity's subject; the rest becomes one note, in the order the
 * manual asks for: who (DUF number), which term and dates, which municipality, what, why. Nothing that the
 * caseworker cannot see in the preview, and no name: the DUF number says who.
 */
import type { DraftFields, RequestPreview } from '../domain.ts'
import { shownDate, shownDuf } from '../shown.ts'
import type { Basis } from './basis.ts'
import { readDate } from './read-date.ts'
import { suggestTitle } from './suggest-title.ts'
import { chosenTerms, termName } from './terms.ts'

export const noteSubject = 'Endringsforespørsel'

export function composeRequest(fields: DraftFields, basis: Basis): RequestPreview {
  return {
    subject: oneLine(fields.title) || suggestTitle(fields, basis),
    noteSubject,
    noteText: [header(fields, basis), section('Hva ønskes endret', fields.what), section('Hvorfor', fields.why)]
      .filter((part) => part !== '')
      .join('\n\n'),
  }
}

/** Line breaks never reach a title, however they were pasted. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim()
}

/**
 * Without what no one sees: control characters, which a server may refuse, marks that turn the reading direction, so
 * that the letter reads as it looks, and halves of broken characters.
 */
function printable(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/gu, '')
}

function header(fields: DraftFields, basis: Basis): string {
  const duf = basis.case?.dufNumber ?? ''
  const lines = [
    basis.case === null ? '' : line('DUF-nummer', shownDuf(duf)),
    line('Gjelder', about(fields, basis)),
    line('Kommune', oneLine(fields.place)),
  ]
  return lines.filter((part) => part !== '').join('\n')
}

function line(label: string, value: string): string {
  return value === '' ? '' : `${label}: ${value}`
}

function section(label: string, text: string): string {
  const typed = printable(text).replace(/\r\n?/g, '\n').trim()
  return typed === '' ? '' : `${label}:\n${typed}`
}

/** `3. termin 2024, 4. termin 2024 (01.07.2024–31.12.2024)`. */
function about(fields: DraftFields, basis: Basis): string {
  const terms = chosenTerms(fields, basis).map(termName).join(', ')
  const period = shownPeriod(fields.fromDate, fields.toDate)
  if (terms === '') return period
  return period === '' ? terms : `${terms} (${period})`
}

/** Dates as they are written in a letter; what cannot be read as a date goes as it was typed. */
function shownPeriod(from: string, to: string): string {
  const [first, last] = [shownTyped(from), shownTyped(to)]
  if (first !== '' && last !== '') return first === last ? first : `${first}–${last}`
  if (first !== '') return `fra ${first}`
  return last === '' ? '' : `til ${last}`
}

function shownTyped(typed: string): string {
  const date = readDate(typed)
  return date === null ? oneLine(typed) : shownDate(date)
}
