import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect } from '@playwright/test'
import type { Home } from '../support/home.ts'
import { searchLeaks } from '../support/leak-search.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import { typed } from './leak-job.ts'
import { plantLeaks } from './leak-plants.ts'
import { keySecrets, type NamedSecret, rowSecrets, sessionSecrets } from './leak-secrets.ts'

export interface LeakCheck {
  readonly home: Home
  readonly env: Readonly<Record<string, string>>
  readonly simulator: SimulatorProcess
}

/** Everything that must be nowhere in clear, as of now, with what was so `before`. */
export async function allSecrets(
  { home, env, simulator }: LeakCheck,
  before: readonly NamedSecret[] = [],
): Promise<NamedSecret[]> {
  const all = [
    ...before,
    ...(await rowSecrets(simulator)),
    ...(await sessionSecrets(simulator)),
    ...(await keySecrets(home, env)),
    ...Object.values(typed).map((secret) => ({ what: 'typed text', secret })),
  ]
  return [...new Map(all.map((one) => [Buffer.from(one.secret).toString('latin1'), one])).values()]
}

/** Where the user's every file lies: data, Chromium's files, logs, crash dumps, cache, temporary files, keyring. */
export function leaks(home: Home, secrets: readonly NamedSecret[]): string[] {
  const found = searchLeaks(
    [home.folder],
    secrets.map(({ secret }) => secret),
  )
  return found.map(({ file, offset, secretIndex, encoding }) => {
    const what = secrets[secretIndex]?.what ?? ''
    return `${what} in ${relative(home.folder, file)} at ${offset} as ${encoding}`
  })
}

/** Proves the search on the very folders: what is planted there is found by the same call, and nothing else. */
export function expectPlantsFound(home: Home, secrets: readonly NamedSecret[]): void {
  const folders = [
    home.data,
    ...['chromium/Cache', 'logs', 'crash'].map((name) => join(home.data, name)),
    home.env.TMPDIR ?? '',
    home.env.XDG_CACHE_HOME ?? '',
  ]
  const kinds = ['full name', 'note', 'database key', 'token', 'typed text']
  const planted = folders.flatMap((folder, at) => {
    mkdirSync(folder, { recursive: true })
    const what = kinds[at % kinds.length] ?? ''
    const secret = secrets.find((one) => one.what === what)?.secret
    if (typeof secret !== 'string') throw new Error(`no ${what} to plant`)
    return plantLeaks(folder, secret).map((plant) => ({ ...plant, what }))
  })
  const found = leaks(home, secrets)
  for (const { file, encoding, what } of planted) {
    const told = `${what} in ${relative(home.folder, file)} at `
    const its = found.filter((finding) => finding.startsWith(told) && finding.includes(` as ${encoding}`))
    expect(its, `${what} as ${encoding} in ${relative(home.folder, file)}`).not.toEqual([])
  }
  expect(found.filter((finding) => !finding.includes('planted-'))).toEqual([])
}
