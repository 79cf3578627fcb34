import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { type Config, resolveConfig } from './config.ts'
import { configSources } from './config-sources.ts'
import { dataFolder, type Folders, foldersIn, prepareDataFolder } from './files.ts'
import { type Log, openLog } from './log.ts'

/** What the app stands on before Electron is ready. */
export interface Ground {
  readonly folders: Folders
  readonly log: Log
  /** The configuration, or why nobody can sign in: a refused folder, a file that can't be read. */
  readonly config: Config | { readonly failure: unknown }
}

export function prepareGround(): Ground {
  const place = { platform: process.platform, env: process.env, home: homedir(), packaged: app.isPackaged }
  const data = dataFolder(place)
  try {
    prepareDataFolder(data, place)
  } catch (failure) {
    // Chromium's files must not go into the refused folder either.
    const folders = foldersIn(join(tmpdir(), `tilskuddsmappen-${process.pid}`))
    return { folders: { ...folders, data }, log: openLog(folders.logs, 'tilskuddsmappen'), config: { failure } }
  }
  const folders = foldersIn(data)
  const log = openLog(folders.logs, 'tilskuddsmappen')
  try {
    const programFolder = dirname(app.getPath('exe'))
    return { folders, log, config: resolveConfig(configSources({ ...place, dataFolder: data, programFolder })) }
  } catch (failure) {
    return { folders, log, config: { failure } }
  }
}

/** Chromium's own files lie under the data folder, so that nothing of the app roams or lies elsewhere. */
export function placeChromium({ chromium, crash, logs }: Folders): void {
  app.setPath('userData', chromium)
  app.setPath('sessionData', chromium)
  app.setPath('crashDumps', crash)
  app.setAppLogsPath(logs)
}
