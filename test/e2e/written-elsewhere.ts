import { readdirSync, readFileSync, readlinkSync, watch } from 'node:fs'
import { sep } from 'node:path'
import type { App } from '../support/app.ts'
import type { Home } from '../support/home.ts'

/** What the app writes outside of its own user's folders, and the passing files it makes in the temporary one. */
export interface WriteWatch {
  /** Paths outside the home that a process of the app held open for writing. */
  elsewhere(): string[]
  /** Files that came into being in the temporary folder, however short they lived. */
  temporary(): string[]
  follow(app: App): void
  stop(): void
}

/** Memory, devices and pipes are no files on a disk. */
const noFile = /^(\/dev\/|\/proc\/|\/sys\/|\/memfd:|socket:|pipe:|anon_inode:)/
/** Chromium's memory shared between its processes, unlinked before it is written. */
const sharedMemory = /\/\.?org\.chromium\.Chromium\.[^/]+ \(deleted\)$/

export function watchWrites(home: Home): WriteWatch {
  const elsewhere = new Set<string>()
  const temporary = new Set<string>()
  const watcher = watch(home.env.TMPDIR ?? home.folder, (_, name) => {
    if (name !== null) temporary.add(name)
  })
  let apps: App[] = []
  const look = () => {
    for (const app of apps) {
      for (const { pid } of app.processes()) for (const path of openForWriting(pid)) elsewhere.add(path)
    }
  }
  const timer = setInterval(look, 100)
  return {
    elsewhere: () =>
      [...elsewhere].filter(
        (path) => !path.startsWith(home.folder + sep) && !noFile.test(path) && !sharedMemory.test(path),
      ),
    temporary: () => [...temporary],
    follow: (app) => {
      apps = [app]
    },
    stop: () => {
      clearInterval(timer)
      watcher.close()
    },
  }
}

/** The files a process has open for writing (Linux). One that has ended has none. */
function openForWriting(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const flags = /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0'
        const writes = (Number.parseInt(flags, 8) & 0o3) !== 0
        return writes ? [readlinkSync(`/proc/${pid}/fd/${fd}`)] : []
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}
