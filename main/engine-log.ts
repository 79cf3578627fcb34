import type { Log as EngineLog } from '../db/log.ts'
import { openLog } from './log.ts'

/** The engine writes its own file beside the shell's, since two processes must not turn one file over. */
export function openEngineLog(folder: string): EngineLog {
  const log = openLog(folder, 'engine')
  return (level, event, detail = {}) => {
    if (level === 'info') log.info(event, detail)
    else log.warn(event, { level, ...detail })
  }
}
