import { dayNumber, isoDate } from './dates.ts'
import { guidOf } from './guid.ts'
import { mix } from './random.ts'
import { type Row, spaces, termStatus } from './rows.ts'

/** A payment term; days count from 1970. Terms are numbered from the first one on. */
export interface Term {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly year: number
  readonly number: number
  readonly termDay: number
  readonly paymentDay: number
}

const two = (value: number) => String(value).padStart(2, '0')

/** Up to 2021 the label is the twelfth of the quarter's last month ("12-09-2021"), from 2022 the quarter's last day. */
export function termAt(seed: number, firstYear: number, index: number): Term {
  const year = firstYear + Math.floor(index / 4)
  const number = (index % 4) + 1
  const month = number * 3
  const lastDay = number === 1 || number === 4 ? 31 : 30
  const day = year <= 2021 ? 12 : lastDay
  const termDay = dayNumber(year, month, day)
  const paymentDay =
    year <= 2021 ? dayNumber(year, month, [15, 14, 15, 6][number - 1] ?? 15) : termDay + (number === 4 ? -12 : 6)
  const id = guidOf(mix(seed, spaces.term), index)
  return { index, id, name: `${two(day)}-${two(month)}-${year}`, year, number, termDay, paymentDay }
}

export function termRow(term: Term, paid: boolean): Row {
  return {
    imdi_terminid: term.id,
    imdi_navn: term.name,
    imdi_aar: term.year,
    imdi_nummer: term.number,
    imdi_termindato: isoDate(term.termDay),
    imdi_utbetalingsdato: isoDate(term.paymentDay),
    statecode: 0,
    statuscode: paid ? termStatus.paid : termStatus.planned,
    modifiedon: `${isoDate(paid ? term.paymentDay : term.termDay - 80)}T07:00:00Z`,
  }
}
