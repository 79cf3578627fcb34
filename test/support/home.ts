import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A user's folders made for one test: nothing of the person running the tests is read or written. */
export interface Home {
  readonly folder: string
  /** HOME, the XDG folders and the temporary folder, all inside `folder`. */
  readonly env: Readonly<Record<string, string>>
  /** Where the app keeps its files unless told otherwise. */
  readonly data: string
  remove(): void
}

export function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'tm-'))
  const at = (name: string) => {
    const path = join(folder, name)
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return path
  }
  const data = at('.local/share')
  const env = {
    HOME: folder,
    USERPROFILE: folder,
    XDG_CONFIG_HOME: at('.config'),
    XDG_CACHE_HOME: at('.cache'),
    XDG_DATA_HOME: data,
    XDG_STATE_HOME: at('.local/state'),
    XDG_RUNTIME_DIR: at('run'),
    TMPDIR: at('tmp'),
    LOCALAPPDATA: at('AppData/Local'),
    APPDATA: at('AppData/Roaming'),
  }
  homes.add(folder)
  const remove = () => {
    // Something killed a moment ago may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    homes.delete(folder)
  }
  return { folder, env, data: join(data, 'tilskuddsmappen'), remove }
}

const homes = new Set<string>()

process.once('exit', () => {
  for (const folder of homes) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})
