import { useEffect } from 'react'
import type { Place } from '../../stores/navigation.ts'
import { useStores } from '../context.ts'

/** G, then one of these. */
const letters: Record<string, Place> = {
  o: { screen: 'dashboard' },
  s: { screen: 'cases' },
  e: { screen: 'requests', selected: null },
  i: { screen: 'settings' },
}
const patience = 1_200

/** Letter keys never fire where one can type, nor over a dialog. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, dialog[open], [popover]') !== null
}

/** The keys that work on every screen. */
export function useShortcuts() {
  const { navigation, settings, sync } = useStores()
  useEffect(() => {
    let g = 0
    const pressed = (event: KeyboardEvent) => {
      const { go, back, forward } = navigation.getState()
      const run = (action: () => void) => {
        event.preventDefault()
        action()
      }
      if (event.key === 'F5') return run(() => void sync.getState().now())
      if (event.altKey && !event.ctrlKey && !event.shiftKey) {
        if (event.key === 'ArrowLeft') return run(back)
        if (event.key === 'ArrowRight') return run(forward)
        if (event.key === 'Home') return run(() => go({ screen: 'dashboard' }))
      }
      if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return
      if (!settings.getState().settings.letterKeys) return
      const key = event.key.toLowerCase()
      const place = letters[key]
      if (place !== undefined && event.timeStamp - g < patience) {
        g = 0
        event.stopPropagation()
        return run(() => go(place))
      }
      g = key === 'g' ? event.timeStamp : 0
    }
    // Before the screens' own letters, so that "G then E" does not also write a request.
    document.addEventListener('keydown', pressed, true)
    return () => document.removeEventListener('keydown', pressed, true)
  }, [navigation, settings, sync])
}
