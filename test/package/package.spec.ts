import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { ensureElectron } from '../runtime/electron.ts'
import { type Packed, packApp } from '../runtime/package.ts'
import { openBrowser } from '../support/browser.ts'
import { sandboxArgs } from '../support/choose-electron.ts'
import { expect, test } from '../support/e2e.ts'
import { startPackaged } from '../support/packaged-app.ts'
import { membersOf } from '../support/processes.ts'

/** What ends in a user's hands: packed with the release fuses, started, and driven as far as its page lets one. */
test.describe('the packaged program', () => {
  let folder: string
  let packed: Packed
  const executable = () => join(packed.folder, 'tilskuddsmappen')
  const asar = () => join(packed.folder, 'resources/app.asar')

  test.beforeAll(async () => {
    test.setTimeout(180_000)
    folder = mkdtempSync(join(tmpdir(), 'tm-package-'))
    packed = await packApp(await ensureElectron(() => {}), folder)
  })
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('carries the release fuses in its binary', async () => {
    const wire = await getCurrentFuseWire(executable())
    const on = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0)
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocolPrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: '0',
      cookieEncryption: '1',
      nodeOptions: '0',
      inspect: '0',
      asarIntegrity: '1',
      onlyAsar: '1',
      browserSnapshot: '0',
      fileProtocolPrivileges: '0',
    })
  })

  test('does not serve as a Node for others, whatever the environment says', ({ home, display }) => {
    const args = [...sandboxArgs(), '-e', 'console.log("ran as node")']
    const env = { ...home.env, ...display, ELECTRON_RUN_AS_NODE: '1' }
    const answer = spawnSync(executable(), args, { env, encoding: 'utf8', timeout: 2_500, killSignal: 'SIGKILL' })
    expect(answer.stdout).not.toContain('ran as node')
  })

  test('holds the program, the two native files of this platform, and no source, map or foreign binary', () => {
    const files = listPackage(asar(), { isPack: false }).map((file) => file.slice(1))
    expect([...new Set(files.map((file) => file.split('/')[0]))].toSorted()).toEqual([
      'node_modules',
      'out',
      'package.json',
    ])
    expect(files.filter((file) => file.endsWith('.node')).toSorted()).toEqual([
      `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
      `node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`,
    ])
    expect(files.filter((file) => /\.(map|ts|tsx|cc|cpp|h|gyp)$|^test\//.test(file))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['out/main/index.js', 'out/db/worker.js', 'out/preload/index.cjs']))
    expect(readdirSync(join(packed.folder, 'resources')).toSorted()).toEqual(['app.asar', 'app.asar.unpacked'])
    const manifest = JSON.parse(extractFile(asar(), 'package.json').toString())
    expect(Object.keys(manifest.dependencies)).toEqual(['better-sqlite3', 'keytar'])
    expect(manifest).not.toHaveProperty('devDependencies')
  })

  test('signs in, fetches the cases into its encrypted files, and ends when told', async ({ user, simulator }) => {
    const app = await startPackaged({ executable: executable(), home: user.home, simulator, env: user.env })
    try {
      await app.page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
      const browser = await openBrowser(user.env)
      await browser.signIn(await app.opened.next(), simulator.user)
      await browser.close()
      await expect(app.page.getByRole('heading', { name: 'Oversikt' })).toBeVisible()
      await expect(app.page.getByText(/Første henting er ferdig/)).toBeVisible()
    } finally {
      await app.stop()
    }
    expect(membersOf(app.pid)).toEqual([])
  })
})
