import { join } from 'node:path'
import { build, createServer } from 'vite'
import { sandboxArgs } from '../support/choose-electron.ts'
import { ensureDisplay } from '../support/display.ts'
import { type Started, start } from '../support/processes.ts'
import { signInLine, startDemo } from './demo.ts'
import { onInterrupt } from './interrupt.ts'
import { checkout, orSay, prepare } from './prepare.ts'

/**
 * `npm run dev`: the app against a simulated IMDi. A change in `renderer/` shows at once in the open window; one in
 * `main/`, `preload/` or `db/` starts the app again, with the same files and sign-in kept.
 */
const cases = 2_000

await orSay(async () => {
  const electron = await prepare()
  const display = await ensureDisplay()
  const server = await createServer({ configFile: join(checkout, 'renderer/vite.config.ts'), mode: 'development' })
  await server.listen()
  const page = server.resolvedUrls?.local[0] ?? ''
  const demo = await startDemo(electron, cases)
  const env = { ...demo.env, ...display.env, TILSKUDDSMAPPEN_PAGE_SERVER: page }

  let app: Started | null = null
  let onClosed = () => {}
  const closed = new Promise<void>((resolve) => {
    onClosed = resolve
  })
  const restart = async () => {
    const before = app
    app = null
    await before?.stop()
    const started = start(electron.executable, [checkout, ...sandboxArgs()], {
      env,
      stdio: ['ignore', 'inherit', 'ignore'],
    })
    app = started
    // Closed by the person, not by us.
    started.child.once('exit', () => app === started && onClosed())
  }

  const stopWatching = await watch(restart)
  const interrupted = onInterrupt(async () => {
    await stopWatching()
    await app?.stop()
    await server.close()
    await demo.stop()
    await display.stop()
  })
  console.log(`Window served from ${page}, simulated IMDi with ${cases} cases: ${demo.simulator.url}`)
  console.log(signInLine(demo.simulator))
  await closed
  await interrupted.finish()
  return 0
})

/** Builds main and preload, calls `built`, and again after every change; answers how to stop. */
async function watch(built: () => Promise<void>): Promise<() => Promise<void>> {
  const configFile = join(checkout, 'main/vite.config.ts')
  let last = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const ready = new Set<string>()
  const watchers = ['development', 'preload'].map(async (mode) => {
    const watcher = await build({ configFile, mode, logLevel: 'warn', build: { watch: {}, emptyOutDir: false } })
    if (!('on' in watcher)) throw new Error('Vite does not watch')
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') console.error(event.error.message)
      if (event.code !== 'BUNDLE_END') return
      void event.result.close()
      ready.add(mode)
      clearTimeout(timer)
      if (ready.size === 2) timer = setTimeout(() => (last = last.then(built)), 100)
    })
    return watcher
  })
  const all = await Promise.all(watchers)
  return async () => {
    clearTimeout(timer)
    for (const watcher of all) await watcher.close()
    await last
  }
}
