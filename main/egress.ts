import { session } from 'electron'
import { bareFetch } from './bare-fetch.ts'

/** The main process's own requests (sign-in and WhoAmI): a session in memory, without a cache. */
export function openEgress(): typeof fetch {
  const imdi = session.fromPartition('imdi', { cache: false })
  return bareFetch((url, init) => imdi.fetch(url, init))
}
