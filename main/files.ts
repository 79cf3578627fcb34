import { chmodSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { ShellFailure } from './failure.ts'

/** Where everything of the app lies on this PC. */
export interface Folders {
  readonly data: string
  readonly users: string
  readonly logs: string
  /** Chromium's own files. */
  readonly chromium: string
  readonly crash: string
}

export interface Place {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  readonly packaged: boolean
}

/** Local and never roaming: `%LOCALAPPDATA%\Tilskuddsmappen`, `~/.local/share/tilskuddsmappen`. */
export function dataFolder({ platform, env, home, packaged }: Place): string {
  if (!packaged && env.TILSKUDDSMAPPEN_DATA) return resolve(env.TILSKUDDSMAPPEN_DATA)
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Tilskuddsmappen')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Tilskuddsmappen')
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'tilskuddsmappen')
}

export function foldersIn(data: string): Folders {
  return {
    data,
    users: join(data, 'users'),
    logs: join(data, 'logs'),
    chromium: join(data, 'chromium'),
    crash: join(data, 'crash'),
  }
}

/** Makes the data folder, for this user alone, and refuses one that leaves this PC. */
export function prepareDataFolder(data: string, place: Place): void {
  refuseIfShared(data, place)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  chmodSync(data, 0o700)
}

/** Throws `folder-refused` when the folder lies on a network drive or is copied by a synchronising service. */
export function refuseIfShared(data: string, place: Place): void {
  const real = realPath(data)
  const why = synced(real, place.env) ?? (place.platform === 'win32' ? windowsShare(real) : null)
  const mounted = place.platform === 'linux' ? networkMount(real, readFileSync('/proc/self/mounts', 'utf8')) : null
  const reason = why ?? mounted
  if (reason !== null) throw new ShellFailure('folder-refused', `${data} (${reason})`)
}

const services = /^(onedrive|dropbox|google ?drive|icloud ?drive|icloud~|box sync|nextcloud|owncloud|pcloud ?drive)\b/i

/** The synchronising service that copies the folder, by its variables or by a folder named after it; else null. */
export function synced(path: string, env: NodeJS.ProcessEnv): string | null {
  const roots = [env.OneDrive, env.OneDriveCommercial, env.OneDriveConsumer].filter((root) => root !== undefined)
  if (roots.some((root) => root !== '' && within(path, root))) return 'OneDrive'
  return path.split(/[\\/]/).find((part) => services.test(part)) ?? null
}

const networkTypes =
  /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|ceph|glusterfs|lustre|davfs2?|9p|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|s3fs|glusterfs|onedriver|google-drive-ocamlfuse))$/

/** The network file system under `path` according to /proc/self/mounts, or null. The longest mount point decides. */
export function networkMount(path: string, mounts: string): string | null {
  const lines = mounts.split('\n').map((line) => line.split(' '))
  const under = lines.flatMap(([, point, type]) => {
    const place = point?.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)))
    return place !== undefined && type !== undefined && within(path, place) ? [{ place, type }] : []
  })
  // Of several mounts on one point the last one covers the others.
  const longest = under.reduce((best, mount) => (mount.place.length >= best.place.length ? mount : best), {
    place: '',
    type: '',
  })
  return networkTypes.test(longest.type) ? longest.type : null
}

/** A mapped drive resolves to its server's name. */
function windowsShare(path: string): string | null {
  return path.startsWith('\\\\') && !path.startsWith('\\\\?\\') ? 'nettverksmappe' : null
}

function within(path: string, root: string): boolean {
  const folded = process.platform === 'win32' ? [path.toLowerCase(), root.toLowerCase()] : [path, root]
  const [inner = '', outer = ''] = folded
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)
}

/** The real path of the nearest part that exists, so that a link to a share is seen through. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), path.slice(parent.length))
  }
}
