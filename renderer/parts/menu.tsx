import { Dropdown } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './menu.css'

export interface MenuItem {
  readonly key: string
  readonly label: ReactNode
  readonly icon?: IconName
  /** In a menu of choices: whether this one is chosen. */
  readonly checked?: boolean
  readonly note?: string
  readonly run: () => void
}

interface Props {
  /** What the button says; its accessible name too unless `label` is given. */
  readonly trigger: ReactNode
  readonly label?: string
  readonly icon?: IconName
  readonly heading?: string
  readonly items: readonly MenuItem[]
  /** `chip` in a filter row, `bar` in the top bar, `button` and `primary` among a page's buttons. */
  readonly look: 'chip' | 'bar' | 'button' | 'primary'
  /** A chip whose filter is in force. */
  readonly on?: boolean
  /** Choosing several without the menu closing. */
  readonly stay?: boolean
  readonly onOpen?: () => void
}

/** A button with a list of actions or choices under it. */
export function Menu({ trigger, label, icon, heading, items, look, on, stay, onOpen }: Props) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className={`tm-menu-button tm-menu-button--${look}`}
        data-on={on === true ? '' : undefined}
        popoverTarget={id}
        aria-label={label}
        aria-expanded={open}
        aria-haspopup="true"
      >
        {icon === undefined ? null : <Icon name={icon} size={look === 'bar' ? 20 : 18} />}
        <span className="tm-menu-button__words">{trigger}</span>
        {look === 'bar' ? null : <Icon name="ChevronDown" />}
      </button>
      <Dropdown
        id={id}
        className="tm-menu"
        placement={look === 'chip' ? 'bottom-start' : 'bottom-end'}
        open={open}
        onOpen={() => {
          setOpen(true)
          onOpen?.()
        }}
        onClose={() => setOpen(false)}
      >
        {heading === undefined ? null : <Dropdown.Heading>{heading}</Dropdown.Heading>}
        <Dropdown.List>
          {items.map((item) => (
            <Dropdown.Item key={item.key}>
              <Dropdown.Button
                data-color="neutral"
                aria-pressed={item.checked}
                onClick={() => {
                  if (stay !== true) setOpen(false)
                  item.run()
                }}
              >
                {item.checked === undefined ? null : (
                  <span className="tm-menu__check">{item.checked ? <Icon name="Checkmark" /> : null}</span>
                )}
                {item.icon === undefined ? null : <Icon name={item.icon} size={18} />}
                {item.label}
                {item.note === undefined ? null : <span className="tm-menu__note">{item.note}</span>}
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
        </Dropdown.List>
      </Dropdown>
    </>
  )
}
