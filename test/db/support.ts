/** Devices for tests: real files in a folder of their own, real threads, the simulator's addresses. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineHost, OpenOptions, TokenAnswer, Who } from '../../db/client-types.ts'
import { createDevice, type Device, type DeviceDeps } from '../../db/device.ts'
import type { SyncStatus, Topic } from '../../db/domain.ts'
import type { LogDetail } from '../../db/log.ts'
import { workerBundle } from './worker-bundle.ts'

export const keys = { replica: '11'.repeat(32), work: '22'.repeat(32) }

/** A folder with a space and a letter outside ASCII in its name: paths are not to be pasted into anything. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'tilskudd mappe å '))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Hearing {
  readonly statuses: SyncStatus[]
  readonly topics: Topic[]
  readonly who: Who[]
  readonly noRole: true[]
  readonly log: { level: string; event: string; detail: LogDetail | undefined }[]
  readonly tokensRejected: (string | null)[]
}

export interface TestDevice extends Device {
  readonly heard: Hearing
  readonly folder: string
  /** Starts a sync and waits for its end; answers the state shown then. */
  sync(): Promise<SyncStatus>
}

export interface TestDeviceOptions {
  readonly folder: string
  readonly apiBase: string
  /** Asked each time; what is thrown counts as unreachable. */
  readonly token: (rejected: string | null) => Promise<TokenAnswer> | TokenAnswer
  readonly municipalityId?: string
  readonly open?: Partial<OpenOptions>
  readonly deps?: Partial<DeviceDeps>
}

export async function openTestDevice(options: TestDeviceOptions): Promise<TestDevice> {
  const heard: Hearing = { statuses: [], topics: [], who: [], noRole: [], log: [], tokensRejected: [] }
  const host: EngineHost = {
    token: async (rejected) => {
      heard.tokensRejected.push(rejected)
      return await options.token(rejected)
    },
    sync: (status) => void heard.statuses.push(status),
    changed: (topics) => void heard.topics.push(...topics),
    who: (who) => void heard.who.push(who),
    noRole: () => void heard.noRole.push(true),
  }
  const device = await createDevice(
    {
      folder: options.folder,
      keys,
      apiBase: options.apiBase,
      municipalityId: options.municipalityId ?? '00000000-0000-0000-0000-000000000000',
      workerUrl: await workerBundle(),
      nativeBinding: null,
      ...options.open,
    },
    {
      fetch,
      now: () => new Date(),
      log: (level, event, detail) => void heard.log.push({ level, event, detail }),
      host,
      syncAtStart: false,
      ...options.deps,
    },
  )
  return {
    ...device,
    heard,
    folder: options.folder,
    async sync() {
      await device.call('sync.now', {})
      await device.settled()
      return await device.call('sync.status', {})
    },
  }
}

export const everyCase = {
  search: '',
  asText: false,
  types: [],
  grantYears: [],
  statuses: [],
  termId: null,
  change: null,
  sort: null,
}
