/** One PC's engine for one user and municipality: made from what it is given, so that a test can make several. */
import type { CallResult, EngineCallName, EngineCalls } from './calls.ts'
import type { EngineHost, OpenOptions } from './client-types.ts'
import type { EngineDeps } from './serve.ts'

export interface DeviceDeps extends EngineDeps {
  readonly host: EngineHost
}

export interface Device {
  /** Arguments are parsed by the caller (`serve.ts`). */
  call<N extends EngineCallName>(name: N, args: unknown): Promise<CallResult<EngineCalls[N]>>
  close(): Promise<void>
}

export function createDevice(_options: OpenOptions, _deps: DeviceDeps): Promise<Device> {
  return Promise.reject(new Error('under way'))
}
