import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './alert.css'

const icons: Record<AlertTone, IconName> = {
  info: 'InformationSquareFill',
  warning: 'ExclamationmarkTriangleFill',
  danger: 'XMarkOctagon',
  success: 'CheckmarkCircleFill',
}
export type AlertTone = 'info' | 'warning' | 'danger' | 'success'

interface Props {
  readonly tone: AlertTone
  /** The first words, in bold. */
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Another icon than the tone's own. */
  readonly icon?: IconName
  readonly action?: ReactNode
  /** `alert` for conflicts and errors that just happened, `status` for good news, nothing for what was there. */
  readonly role?: 'alert' | 'status'
  readonly id?: string
}

/** A tinted line with an icon: something to know where it matters. */
export function Alert({ tone, title, children, icon, action, role, id }: Props) {
  return (
    <div className={`tm-alert tm-tone-${tone}`} data-tone={tone} role={role} id={id}>
      <Icon name={icon ?? icons[tone]} size={18} />
      <div className="tm-alert__words">
        {title === undefined ? null : <strong>{title} </strong>}
        {children}
      </div>
      {action === undefined ? null : <div className="tm-alert__action">{action}</div>}
    </div>
  )
}
