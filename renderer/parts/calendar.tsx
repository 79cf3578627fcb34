import { useEffect, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import './calendar.css'

export interface CalendarWords {
  readonly months: readonly string[]
  /** From Monday. */
  readonly week: readonly string[]
  readonly previous: string
  readonly next: string
}

interface Props {
  /** The day shown as chosen, `YYYY-MM-DD`; null opens on today's month. */
  readonly day: string | null
  readonly words: CalendarWords
  readonly onChoose: (day: string) => void
}

const iso = (date: Date) => date.toISOString().slice(0, 10)
const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day))
const moves: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** One month as a table of days; arrows move by day and week, Page Up and Page Down by month. */
export function Calendar({ day, words, onChoose }: Props) {
  const [focus, setFocus] = useState(() => new Date(day === null ? Date.now() : `${day}T00:00:00Z`))
  const table = useRef<HTMLTableElement>(null)
  const shown = iso(focus)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the day shown
  useEffect(() => {
    table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [shown])
  const [year, month] = [focus.getUTCFullYear(), focus.getUTCMonth()]
  const move = (days: number, months = 0) =>
    setFocus((now) => {
      if (months === 0) return utc(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days)
      const last = utc(now.getUTCFullYear(), now.getUTCMonth() + months + 1, 0).getUTCDate()
      return utc(now.getUTCFullYear(), now.getUTCMonth() + months, Math.min(now.getUTCDate(), last))
    })
  const blanks = (utc(year, month, 1).getUTCDay() + 6) % 7
  const length = utc(year, month + 1, 0).getUTCDate()
  const days = [...Array(blanks).fill(null), ...Array.from({ length }, (_, index) => iso(utc(year, month, index + 1)))]
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, at): string | null => days[week * 7 + at] ?? null),
  )
  return (
    <div className="tm-calendar">
      <div className="tm-calendar__head">
        <IconButton icon="ChevronLeft" small label={words.previous} onClick={() => move(0, -1)} />
        <span aria-live="polite">
          {words.months[month]} {year}
        </span>
        <IconButton icon="ChevronRight" small label={words.next} onClick={() => move(0, 1)} />
      </div>
      <table
        ref={table}
        onKeyDown={(event) => {
          const days = moves[event.key]
          const months = event.key === 'PageUp' ? -1 : event.key === 'PageDown' ? 1 : 0
          if (days === undefined && months === 0) return
          event.preventDefault()
          move(days ?? 0, months)
        }}
      >
        <thead>
          <tr>
            {words.week.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a week of the month shown is its place
            <tr key={row}>
              {week.map((date, at) => (
                <td key={date ?? `${row}-${at}`}>
                  {date === null ? null : (
                    <button
                      type="button"
                      tabIndex={date === shown ? 0 : -1}
                      aria-pressed={date === day}
                      aria-label={`${Number(date.slice(8))}. ${words.months[month] ?? ''} ${year}`}
                      onClick={() => onChoose(date)}
                    >
                      {Number(date.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
