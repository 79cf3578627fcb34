import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './empty-state.css'

interface Props {
  readonly icon: IconName
  readonly tone?: 'accent' | 'warning' | 'danger'
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** True where it is the whole page, and its title the page's. */
  readonly page?: boolean
  /** Errors are announced at once. */
  readonly alert?: boolean
}

/** Nothing to show, and why: what it means, and what to do next. */
export function EmptyState({ icon, tone = 'accent', title, children, actions, page, alert }: Props) {
  const Heading = page === true ? 'h1' : 'h2'
  return (
    <div className="tm-empty" role={alert === true ? 'alert' : undefined}>
      <div className="tm-empty__inner">
        <div className="tm-empty__icon" data-tone={tone}>
          <Icon name={icon} size={24} />
        </div>
        <Heading className="tm-empty__title">{title}</Heading>
        {children === undefined ? null : <div className="tm-empty__body">{children}</div>}
        {actions === undefined ? null : <div className="tm-empty__actions">{actions}</div>}
      </div>
    </div>
  )
}

interface FactsProps {
  readonly rows: readonly {
    readonly key: string
    readonly icon: ReactNode
    readonly name: ReactNode
    readonly value: ReactNode
  }[]
}

/** Rows of icon, name and what is so about it, in a frame. */
export function Facts({ rows }: FactsProps) {
  return (
    <ul className="tm-facts">
      {rows.map((row) => (
        <li key={row.key}>
          {row.icon}
          <span className="tm-facts__name">{row.name}</span>
          <span className="tm-facts__value">{row.value}</span>
        </li>
      ))}
    </ul>
  )
}
