import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { EventName, Events } from '../preload/contract.ts'
import { callNames, channels } from '../preload/names.ts'
import type { Result } from '../preload/result.ts'
import { toFailure } from './failure.ts'
import { isPage, type PageOrigin } from './guard.ts'
import type { Handlers } from './handlers.ts'
import type { Log } from './log.ts'

/** Answers the page's calls: is it our page that asks, do the arguments parse, then the work, wrapped as a result. */
export function serveCalls(window: () => BrowserWindow | null, page: PageOrigin, handlers: Handlers, log: Log): void {
  ipcMain.handle(channels.call, async (event, name: unknown, args: unknown): Promise<Result<unknown>> => {
    if (!isOurPage(event, window(), page)) {
      log.warn('sender-refused')
      return { ok: false, error: { kind: 'refused-sender', detail: '' } }
    }
    const call = callNames.find((known) => known === name)
    if (call === undefined) return { ok: false, error: { kind: 'bad-arguments', detail: 'unknown call' } }
    try {
      return await handlers[call](args)
    } catch (error) {
      const { kind, detail } = toFailure(error)
      if (kind === 'unexpected') log.error('call', error, { call })
      return { ok: false, error: { kind, detail } }
    }
  })
}

/** Sends an event to the window, if there is one. */
export function sendEvent<E extends EventName>(window: BrowserWindow | null, name: E, payload: Events[E]): void {
  if (window === null || window.isDestroyed()) return
  window.webContents.send(channels.event, name, payload)
}

function isOurPage(event: IpcMainInvokeEvent, window: BrowserWindow | null, page: PageOrigin): boolean {
  if (window === null || window.isDestroyed() || event.sender !== window.webContents) return false
  const frame = event.senderFrame
  return frame !== null && frame === window.webContents.mainFrame && isPage(frame.url, page)
}
