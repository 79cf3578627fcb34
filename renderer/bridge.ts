import type { Bridge } from '../preload/contract.ts'

declare global {
  interface Window {
    /** Put there by the preload script; missing only if that script did not run. */
    readonly tilskuddsmappen?: Bridge
  }
}

/** The only way out of the window. */
export function windowBridge(): Bridge {
  const bridge = window.tilskuddsmappen
  if (bridge === undefined) throw new Error('The preload script did not run: no bridge on the window')
  return bridge
}
