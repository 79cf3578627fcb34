import { ShellFailure, toFailure } from './failure.ts'
import type { Flow } from './flow.ts'

/** The flow of an app that can't be used before someone mends its folder or configuration: it tells why. */
export function createFailedFlow(failure: unknown): Flow {
  const { kind, detail } = toFailure(failure)
  const refuse = () => Promise.reject(new ShellFailure(kind, detail))
  return {
    state: () => ({ phase: 'failed', failure: kind, detail }),
    start: async () => {},
    signIn: refuse,
    cancelSignIn: () => {},
    continueOffline: refuse,
    chooseMunicipality: refuse,
    signOut: refuse,
    checkOfflinePeriod: async () => {},
    stop: async () => {},
  }
}
