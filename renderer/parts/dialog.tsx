import { Dialog as DsDialog } from '@digdir/designsystemet-react'
import { type ReactNode, useId } from 'react'
import './dialog.css'

interface Props {
  readonly open: boolean
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the foot, the one that acts first. */
  readonly actions: ReactNode
}

/** A question that must be answered before going on. */
export function Dialog({ open, title, closeLabel, onClose, children, actions }: Props) {
  const id = useId()
  return (
    <DsDialog className="tm-dialog" open={open} onClose={onClose} closeButton={closeLabel} aria-labelledby={id}>
      <h2 className="tm-dialog__title" id={id}>
        {title}
      </h2>
      <div className="tm-dialog__body">{children}</div>
      <div className="tm-dialog__actions">{actions}</div>
    </DsDialog>
  )
}
