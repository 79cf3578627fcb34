import { app, type BrowserWindow } from 'electron'
import { after } from './after.ts'

/** Time for the page to hand over what was typed last. */
const handOverMs = 150
/** Whatever hangs, the process is gone within two seconds. */
const stopWithinMs = 1500

/**
 * Closing the window ends the app: what was typed is saved, the engine is closed or killed, then the process ends.
 * `hangs` tells that a native thread will never come back: then only a kill ends the process.
 */
export function quitInOrder(window: BrowserWindow, stop: () => Promise<void>, hangs: () => boolean): void {
  let quitting = false
  window.on('close', (event) => {
    event.preventDefault()
    if (quitting) return
    quitting = true
    // The page saves what is typed on `pagehide`; by the time it would come by itself nobody answers any more.
    window.webContents.executeJavaScript("void dispatchEvent(new Event('pagehide'))").catch(() => {})
    window.hide()
    const orderly = after(handOverMs).then(stop)
    Promise.race([orderly, after(stopWithinMs)])
      .catch(() => {})
      .finally(() => (hangs() ? process.kill(process.pid, 'SIGKILL') : app.exit(0)))
  })
}
