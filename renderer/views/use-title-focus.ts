import { useEffect } from 'react'

/**
 * Gives the page's title the focus when the page comes later than the change of screen, because it was read first;
 * whatever has the focus already keeps it.
 */
export function useTitleFocus() {
  useEffect(() => {
    const { activeElement } = document
    if (activeElement !== null && activeElement !== document.body && activeElement.id !== 'innhold') return
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [])
}
