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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="tm-table-scroll" aria-label={label} tabIndex={0}>
      <table className="tm-table">{children}</table>
    </section>
  )
}
