import { useEffect, useRef } from 'react'
import { useStores } from './context.ts'
import { typing } from './frame/use-shortcuts.ts'

/** Runs an action when one letter is pressed outside fields and dialogs, unless letter keys are turned off. */
export function useLetterKey(letter: string, run: () => void) {
  const { settings } = useStores()
  const action = useRef(run)
  action.current = run
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return
      if (event.key.toLowerCase() !== letter || !settings.getState().settings.letterKeys) return
      event.preventDefault()
      action.current()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [letter, settings])
}
