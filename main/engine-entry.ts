/** The engine's process: from here on nothing knows that it lives in Electron. */
import { net } from 'electron'
import { serveEngine } from '../db/serve.ts'
import { bareFetch } from './bare-fetch.ts'
import { openEngineLog } from './engine-log.ts'

const port = process.parentPort
serveEngine(
  {
    post: (message) => port.postMessage(message),
    listen: (fn) => port.on('message', (event) => fn(event.data)),
    // The app ends this process itself; there is no end of the port to wait for.
    closed: () => {},
  },
  {
    fetch: bareFetch((url, init) => net.fetch(url, init)),
    now: () => new Date(),
    log: openEngineLog(process.argv[2] ?? ''),
    // The app hears that this process has ended and starts another under the open window.
    died: () => process.exit(1),
  },
)
