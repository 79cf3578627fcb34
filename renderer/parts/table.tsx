import type { ReactNode } from 'react'
import './table.css'

interface Props {
  /** Read before the table; the card's title usually says the same to those who see. */
  readonly label: string
  readonly children: ReactNode
}

/** A short list in a card: plain `thead`, `tbody` and `tfoot` inside. Numbers take the class `tm-num`. */
export function Table({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div className="tm-table-scroll" role="group" aria-label={label} tabIndex={0}>
      <table className="tm-table">{children}</table>
    </div>
  )
}
