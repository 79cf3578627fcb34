/** How long to wait before the next try. Pure: the same random number gives the same wait. */
import { longestWaitMs } from '../outbox/longest-wait.ts'

const firstMs = 5_000
const longestMs = 15 * 60_000

/**
 * Doubling from 5 s to 15 min, each spread over its upper half so that a municipality's PCs do not come back in
 * step. `failures` counts from 1; `random` is in [0, 1); a longer wait asked for by the server is obeyed, up to an hour.
 */
export function backoffMs(failures: number, random: number, askedMs: number | null = null): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(failures, 1) - 1, 20))
  return Math.max(Math.round(ceiling * (0.5 + random / 2)), Math.min(askedMs ?? 0, longestWaitMs))
}
