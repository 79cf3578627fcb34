import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ensureDisplay } from '../support/display.ts'
import { start } from '../support/processes.ts'
import { onInterrupt } from './interrupt.ts'
import { checkout, npm, orSay, prepare } from './prepare.ts'
import { countPlaywright, countVitest } from './test-report.ts'

/**
 * `npm test`: format and lint, types, build, unit and engine tests, end-to-end tests; the first failing stage ends it.
 * `--long`: only what takes longer.
 */
const long = process.argv.includes('--long')
const require = createRequire(import.meta.url)
const program = (packageName: string, file: string) =>
  join(dirname(require.resolve(`${packageName}/package.json`)), file)

interface Stage {
  readonly name: string
  /** True when it passed. */
  readonly run: () => Promise<boolean>
}

const reports = join(checkout, 'test-results')
const vitestReport = join(reports, long ? 'vitest-long.json' : 'vitest.json')
const playwrightReport = join(reports, long ? 'e2e-long.json' : 'e2e.json')

const node = async (file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const child = start(process.execPath, [file, ...args], {
    cwd: checkout,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const interrupted = onInterrupt(() => child.stop())
  const [code] = await once(child.child, 'exit')
  // Whatever the stage left running ends with it.
  await interrupted.finish()
  return code === 0
}

const script = (name: string) => async () => {
  try {
    await npm(['run', name, '--silent'])
    return true
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return false
  }
}

const longEnv = long ? { TILSKUDDSMAPPEN_LONG_TESTS: '1' } : {}

const vitest = () =>
  node(
    program('vitest', 'vitest.mjs'),
    [
      'run',
      '--config',
      'test/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${vitestReport}`,
    ],
    longEnv,
  )

const playwright = () =>
  node(program('@playwright/test', 'cli.js'), ['test', '--config', 'test/e2e/playwright.config.ts'], {
    ...longEnv,
    TILSKUDDSMAPPEN_TEST_REPORT: playwrightReport,
  })

const stages: readonly Stage[] = [
  ...(long
    ? []
    : [
        { name: 'format and lint', run: () => node(program('@biomejs/biome', 'bin/biome'), ['check', '.']) },
        { name: 'types', run: script('types') },
      ]),
  { name: 'build', run: script('build') },
  { name: 'unit and engine', run: vitest },
  { name: 'end to end', run: playwright },
]

interface Outcome {
  readonly failed: string | null
  readonly times: readonly string[]
}

async function runStages(): Promise<Outcome> {
  const times: string[] = []
  for (const { name, run } of stages) {
    console.log(`\n== ${name}`)
    const begun = performance.now()
    const passed = await run()
    times.push(`${name} ${Math.round((performance.now() - begun) / 1000)} s`)
    if (!passed) return { failed: name, times }
  }
  return { failed: null, times }
}

await orSay(async () => {
  // Reports of an earlier run must not be counted.
  rmSync(vitestReport, { force: true })
  rmSync(playwrightReport, { force: true })
  mkdirSync(reports, { recursive: true })
  await prepare()
  const display = await ensureDisplay()
  Object.assign(process.env, display.env)
  const { failed, times } = await runStages()
  await display.stop()
  console.log(`\n${times.join(' · ')}`)
  if (failed !== null) console.log(`Failed: ${failed}`)
  const [units, endToEnd] = [countVitest(vitestReport), countPlaywright(playwrightReport)]
  console.log(`${units.passed + endToEnd.passed} passed, ${units.failed + endToEnd.failed} failed`)
  return failed === null ? 0 : 1
})
