import type { ReactNode } from 'react'
import './page-header.css'

interface Props {
  readonly title: ReactNode
  /** Beside the title, in grey: a count. */
  readonly note?: ReactNode
  /** Under the title. */
  readonly lead?: ReactNode
  /** Over the title: where the page hangs. */
  readonly trail?: ReactNode
  /** Tags after the title. */
  readonly tags?: ReactNode
  readonly actions?: ReactNode
}

/** The head of every page; its title gets the focus when the page is opened by keyboard. */
export function PageHeader({ title, note, lead, trail, tags, actions }: Props) {
  return (
    <header className="tm-page-header">
      <div className="tm-page-header__words">
        {trail === undefined ? null : <div className="tm-page-header__trail">{trail}</div>}
        <div className="tm-page-header__line">
          <h1 className="tm-page-header__title" tabIndex={-1}>
            {title}
          </h1>
          {note === undefined ? null : <span className="tm-page-header__note">{note}</span>}
          {tags}
        </div>
        {lead === undefined ? null : <div className="tm-page-header__lead">{lead}</div>}
      </div>
      {actions === undefined ? null : <div className="tm-page-header__actions">{actions}</div>}
    </header>
  )
}
