import { app, type BrowserWindow } from 'electron'
import { after } from './after.ts'

/** Time for the page, told by being hidden, to hand over what was typed last. */
const handOverMs = 150
/** Whatever hangs, the process is gone within two seconds. */
const stopWithinMs = 1500

/** Closing the window ends the app: what was typed is saved, the engine is closed or killed, then the process ends. */
export function quitInOrder(window: BrowserWindow, stop: () => Promise<void>): void {
  let quitting = false
  window.on('close', (event) => {
    event.preventDefault()
    if (quitting) return
    quitting = true
    window.hide()
    const orderly = after(handOverMs).then(stop)
    Promise.race([orderly, after(stopWithinMs)])
      .catch(() => {})
      .finally(() => app.exit(0))
  })
}
