import { type ReactNode, useId } from 'react'
import './card.css'

interface Props {
  readonly title: ReactNode
  /** A count or a few words after the title, in grey. */
  readonly note?: ReactNode
  readonly action?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A framed part of a page with a heading of its own; the heading names the region. */
export function Card({ title, note, action, className, children }: Props) {
  const id = useId()
  return (
    <section className={`tm-card ${className ?? ''}`} aria-labelledby={id}>
      <header className="tm-card__header">
        <h2 className="tm-card__title" id={id}>
          {title}
        </h2>
        {note === undefined ? null : <span className="tm-card__note">{note}</span>}
        {action === undefined ? null : <div className="tm-card__action">{action}</div>}
      </header>
      {children}
    </section>
  )
}
