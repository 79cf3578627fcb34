import { appendFileSync, copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Arch, build, Platform } from 'electron-builder'
import { ensureElectron } from '../runtime/electron.ts'
import { checkout } from '../runtime/prepare.ts'
import { expect, test } from '../support/e2e.ts'

const require = createRequire(import.meta.url)

/**
 * What goes into the Windows package, seen without a Windows: this machine's Electron folder with some Windows program
 * as its executable, to which the place of the fuses is added. It is packed, never started.
 */
test('the Windows package holds Windows’ two native files and no others, under the release fuses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tm-windows-'))
  const electron = await ensureElectron(() => {})
  const dist = join(folder, 'dist')
  cpSync(electron.dist, dist, { recursive: true })
  const executable = join(dist, 'electron.exe')
  copyFileSync(join(dirname(require.resolve('electron-winstaller/package.json')), 'vendor/7z-x64.exe'), executable)
  const fuses = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.of(1, 8),
    Buffer.from('11111111'),
  ])
  appendFileSync(executable, fuses)
  try {
    await build({
      projectDir: checkout,
      targets: Platform.WINDOWS.createTarget('dir', Arch.x64),
      publish: 'never',
      config: {
        electronDist: dist,
        electronVersion: electron.version,
        directories: { output: join(folder, 'out'), buildResources: 'main/icons' },
      },
    })
    const packed = join(folder, 'out/win-unpacked')
    const files = listPackage(join(packed, 'resources/app.asar'), { isPack: false }).map((file) => file.slice(1))
    expect(files.filter((file) => file.endsWith('.node')).toSorted()).toEqual([
      'node_modules/better-sqlite3/prebuilds/win32-x64.node',
      'node_modules/keytar/prebuilds/win32-x64/keytar.node',
    ])
    expect([...new Set(files.map((file) => file.split('/')[0]))].toSorted()).toEqual([
      'node_modules',
      'out',
      'package.json',
    ])
    const wire = await getCurrentFuseWire(join(packed, 'Tilskuddsmappen.exe'))
    expect(String.fromCharCode(wire[FuseV1Options.RunAsNode] ?? 0)).toBe('0')
    expect(String.fromCharCode(wire[FuseV1Options.OnlyLoadAppFromAsar] ?? 0)).toBe('1')
    expect(String.fromCharCode(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation] ?? 0)).toBe('1')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
