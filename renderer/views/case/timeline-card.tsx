import type { CaseDetail } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatDate } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import type { Texts } from '../../text/index.ts'
import { useText } from '../context.ts'
import type { CellKind, GrantYear, TermCell, Timeline } from './grant-years.ts'
import { TimelineList } from './timeline-list.tsx'
import './timeline.css'

interface Props {
  readonly detail: CaseDetail
  readonly timeline: Timeline
}

const icons: Record<CellKind, IconName | null> = {
  paid: 'CheckmarkCircleFill',
  planned: 'ClockDashed',
  offset: 'ArrowUndo',
  held: 'CircleSlash',
  stopped: 'CircleSlash',
  before: null,
  nothing: null,
}
const legend = ['paid', 'planned', 'offset', 'stopped'] as const

/** The grant years drawn as a row of terms, and the same as a list to read. */
export function TimelineCard({ detail, timeline }: Props) {
  const text = useText()
  const words = text.caseView.timeline
  const first = timeline.years[0]
  if (first === undefined) return null
  const from = formatDate(detail.case.qualifyingDate ?? detail.case.settledDate)
  const last = timeline.years.at(-1)?.year ?? first.year
  const { withoutTerm } = timeline
  return (
    <Card
      title={timeline.counted ? words.title : words.titleYears}
      note={from === '' ? undefined : <span className="tm-digits">{words.period(from, `31.12.${last}`)}</span>}
      action={
        <span className="tm-timeline__total">
          {words.paid} <strong>{formatAmount(timeline.paid)}</strong>
          {timeline.planned === 0 ? null : ` · ${words.planned(formatAmount(timeline.planned))}`}
        </span>
      }
    >
      <div className="tm-timeline" aria-hidden="true" data-large={hasLargeAmounts(timeline) ? '' : undefined}>
        {timeline.years.map((year) => (
          <Year key={year.year} year={year} />
        ))}
      </div>
      <TimelineList timeline={timeline} />
      <footer className="tm-timeline__foot">
        <ul className="tm-timeline__legend" aria-hidden="true">
          {legend.map((kind) => {
            const icon = icons[kind]
            return (
              <li key={kind} data-kind={kind}>
                {icon === null ? null : <Icon name={icon} />} {words.legend[kind]}
              </li>
            )
          })}
          <li>– {words.legend.nothing}</li>
        </ul>
        {withoutTerm.length === 0 ? null : (
          <span>
            {words.withoutTerm(
              formatNumber(withoutTerm.length),
              withoutTerm.length === 1,
              formatAmount(withoutTerm.reduce((sum, { amount }) => sum + amount, 0)),
            )}
          </span>
        )}
      </footer>
    </Card>
  )
}

/** "År 4", "Etter år 5", or nothing for grants that do not count years. */
export function yearName(text: Texts, year: GrantYear): string {
  if (year.grantYear !== null) return text.words.year(year.grantYear)
  return year.afterLast ? text.caseView.timeline.after : ''
}

function Year({ year }: { readonly year: GrantYear }) {
  const text = useText()
  const name = yearName(text, year)
  const whole = year.paid + year.planned
  const share = whole > 0 ? Math.max(0, Math.min(1, year.paid / whole)) : 0
  return (
    <div className="tm-timeline__year">
      <div className="tm-timeline__head">
        {name === '' ? <strong>{year.year}</strong> : <strong>{name}</strong>}
        {name === '' ? null : <span>{year.year}</span>}
        <span className="tm-timeline__sum">{year.paid === 0 ? text.words.none : formatAmount(year.paid)}</span>
      </div>
      <div className="tm-timeline__cells">
        {year.cells.map((cell) => (
          <Cell key={cell.key} cell={cell} />
        ))}
      </div>
      <div className="tm-timeline__bar">
        <div style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}

/** Amounts of seven digits need wider cells than five years in a row leave. */
const hasLargeAmounts = ({ years }: Timeline): boolean =>
  years.some(({ cells }) => cells.some(({ amount }) => Math.abs(amount) >= 100_000_000))

/** A cell has room for whole kroner; the table under it has the øre. */
const wholeKroner = (ore: number) => formatNumber(Math.round(ore / 100))

function Cell({ cell }: { readonly cell: TermCell }) {
  const text = useText()
  const words = text.caseView.timeline
  const icon = icons[cell.kind]
  const shown = cell.kind === 'paid' || cell.kind === 'planned' || cell.kind === 'offset'
  const second =
    cell.kind === 'offset' && cell.taken !== cell.amount
      ? wholeKroner(cell.taken)
      : cell.plannedPast
        ? words.words.planned
        : (formatDate(cell.date).slice(0, 6) ?? '')
  return (
    <div className="tm-cell" data-kind={cell.kind} title={cell.term === null ? undefined : formatTerm(cell.term)}>
      <div className="tm-cell__icon">{icon === null ? text.words.none : <Icon name={icon} size={14} />}</div>
      {shown ? <div className="tm-cell__amount">{wholeKroner(cell.amount)}</div> : null}
      {shown ? <div className="tm-cell__note">{second}</div> : null}
      {cell.kind === 'stopped' || cell.kind === 'held' ? (
        <div className="tm-cell__note">{words.words[cell.kind]}</div>
      ) : null}
      <div className="tm-cell__term">
        {cell.number >= 1 && cell.number <= 4 ? words.cellTerm(cell.number) : words.cellTermUnnumbered}
      </div>
    </div>
  )
}
