import { utilityProcess } from 'electron'
import type { Port } from '../db/client.ts'
import { after } from './after.ts'

/** The engine's process as main holds it. */
export interface EngineProcess {
  readonly port: Port
  /** Null while it runs. */
  exitCode(): number | null
  /** Kills the process and answers when it is gone. */
  end(): Promise<void>
}

/** A kill is answered at once; this bounds the wait should the system be slow to tell. */
const goneWithinMs = 600

export function startEngineProcess(entry: string, logFolder: string): EngineProcess {
  const child = utilityProcess.fork(entry, [logFolder], {
    serviceName: 'tilskuddsmappen-engine',
    env: engineEnvironment(process.env),
  })
  let code: number | null = null
  const spawned = new Promise<void>((resolve) => child.once('spawn', () => resolve()))
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (exitCode) => {
      code = exitCode
      resolve()
    })
  })
  return {
    port: {
      post: (message) => child.postMessage(message),
      listen: (fn) => void child.on('message', fn),
      closed: (fn) => void gone.then(fn),
    },
    exitCode: () => code,
    end: async () => {
      // A process that is still being started can't be killed yet.
      await Promise.race([spawned, gone, after(goneWithinMs)])
      child.kill()
      await Promise.race([gone, after(goneWithinMs)])
    },
  }
}

/** The engine's process needs nothing of what else may stand in the user's environment. */
function engineEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
