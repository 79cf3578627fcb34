import { Button as DsButton } from '@digdir/designsystemet-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './button.css'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary button per view; tertiary is a link-like action. */
  readonly variant?: 'primary' | 'secondary' | 'tertiary'
  readonly tone?: 'accent' | 'danger'
  readonly icon?: IconName
  readonly iconAfter?: IconName
  /** In tables: 26 px high. */
  readonly small?: boolean
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
  readonly children: ReactNode
}

/** A button with its words on it, verb first. */
export function Button({
  variant = 'secondary',
  tone,
  icon,
  iconAfter,
  small,
  busy,
  children,
  className,
  ...rest
}: Props) {
  const color = tone ?? (variant === 'secondary' ? 'neutral' : 'accent')
  return (
    <DsButton
      {...rest}
      variant={variant}
      data-color={color}
      aria-busy={busy === true ? true : undefined}
      className={`tm-button ${small === true ? 'tm-button--small' : ''} ${className ?? ''}`}
    >
      {icon === undefined ? null : <Icon name={icon} size={small === true ? 16 : 18} />}
      {children}
      {iconAfter === undefined ? null : <Icon name={iconAfter} size={16} />}
    </DsButton>
  )
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label'> {
  readonly icon: IconName
  /** Read aloud and shown as a tooltip. */
  readonly label: string
  readonly small?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button that is an icon alone; its label is its name. */
export function IconButton({ icon, label, small, className, ...rest }: IconButtonProps) {
  return (
    <DsButton
      {...rest}
      icon
      variant="tertiary"
      data-color="neutral"
      aria-label={label}
      title={label}
      className={`tm-button ${small === true ? 'tm-button--small' : ''} ${className ?? ''}`}
    >
      <Icon name={icon} size={small === true ? 16 : 18} />
    </DsButton>
  )
}
