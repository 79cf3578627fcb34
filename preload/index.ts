import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, EventName, Events } from './contract.ts'
import { callNames, channels, eventNames } from './names.ts'

/** The page's only door: the named calls, the named events, nothing else of Electron. */
const bridge: Bridge = {
  call: (name, args) =>
    callNames.includes(name)
      ? ipcRenderer.invoke(channels.call, name, args)
      : Promise.resolve({ ok: false, error: { kind: 'bad-arguments', detail: 'unknown call' } }),
  on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => {
    if (!eventNames.includes(event)) return () => {}
    const forward = (_: unknown, name: EventName, payload: Events[E]) => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on(channels.event, forward)
    return () => ipcRenderer.removeListener(channels.event, forward)
  },
}

contextBridge.exposeInMainWorld('tilskuddsmappen', bridge)
