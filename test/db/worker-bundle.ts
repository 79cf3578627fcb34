/**
 * The worker threads' entry as one JavaScript file, as the app ships it. Tests start hundreds of threads: taking the
 * types out of sixty files in each of them costs more than what is tested.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = new URL('../..', import.meta.url).pathname

/** Its URL. One bundle per process, handed on to child processes through the environment. */
export async function workerBundle(): Promise<string> {
  const given = process.env.TILSKUDDSMAPPEN_TEST_WORKER
  if (given) return given
  const outDir = `${root}.tmp/worker-${process.pid}`
  mkdirSync(outDir, { recursive: true })
  removeLeftOvers()
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { target: 'node', noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: { worker: 'db/worker.ts' }, output: { format: 'es', entryFileNames: '[name].js' } },
    },
  })
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }))
  const url = pathToFileURL(`${outDir}/worker.js`).href
  process.env.TILSKUDDSMAPPEN_TEST_WORKER = url
  return url
}

/** A test process that is ended from outside cannot clean up after itself. */
function removeLeftOvers(): void {
  for (const name of readdirSync(`${root}.tmp`)) {
    const pid = Number(/^worker-(\d+)$/.exec(name)?.[1] ?? Number.NaN)
    if (!Number.isNaN(pid) && !isRunning(pid)) rmSync(`${root}.tmp/${name}`, { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
