import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Platform, build as pack } from 'electron-builder'
import type { ElectronChoice } from './electron.ts'
import { build, checkout, orSay, prepare } from './prepare.ts'

/**
 * `npm run package`: builds and packs for this platform into `dist/`, as electron-builder.yml tells. With the stand-in
 * Electron (Linux only) the result is a test build in a folder of its own, never a release.
 */
export interface Packed {
  /** The folder of the unpacked program. */
  readonly folder: string
  readonly testBuild: boolean
}

export const testBuildFolder = join(checkout, 'dist', 'test-build-not-for-release')
const unpacked = `linux${process.arch === 'x64' ? '' : `-${process.arch}`}-unpacked`

/** Packs what lies in `out/`. */
export async function packApp(electron: ElectronChoice, output?: string): Promise<Packed> {
  const testBuild = electron.sqliteBinding !== null
  const target = output ?? (testBuild ? testBuildFolder : join(checkout, 'dist'))
  await rm(target, { recursive: true, force: true })
  await pack({
    projectDir: checkout,
    targets: Platform.current().createTarget(),
    publish: 'never',
    config: {
      directories: { output: target, buildResources: 'main/icons' },
      // What was chosen to run on is what is packed, unless electron-builder has to fetch it itself.
      ...(process.platform === 'linux' && { electronDist: electron.dist, electronVersion: electron.version }),
    },
  })
  const folder = join(target, unpacked)
  // Of a ready-made Electron folder electron-builder takes over all there is.
  for (const surplus of ['resources/default_app.asar', '.complete.json', 'version'])
    await rm(join(folder, surplus), { force: true })
  if (testBuild && electron.sqliteBinding !== null) await makeTestBuild(folder, electron)
  return { folder, testBuild }
}

/** The stand-in needs its own better-sqlite3; the package then says everywhere that it is none to hand out. */
async function makeTestBuild(folder: string, electron: ElectronChoice): Promise<void> {
  if (electron.sqliteBinding === null) return
  const binding = `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`
  const place = join(folder, 'resources/app.asar.unpacked', binding)
  await rm(place)
  await copyFile(electron.sqliteBinding, place)
  await writeFile(
    join(folder, 'TEST-BUILD-NOT-FOR-RELEASE.txt'),
    `Packed with the stand-in Electron ${electron.version} to try the package. Releases are made with Electron 45.\n`,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await orSay(async () => {
    const electron = await prepare()
    await build()
    const { folder, testBuild } = await packApp(electron)
    if (process.platform === 'win32') console.log(`Installers: ${join(checkout, 'dist')}`)
    else console.log(`Package: ${folder}`)
    if (testBuild) console.log('This is a TEST BUILD on a stand-in Electron, not for release.')
    return 0
  })
}
