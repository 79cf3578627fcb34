import type { ReactNode } from 'react'
import './kbd.css'

/** A key on the keyboard. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className="tm-kbd">{children}</kbd>
}
