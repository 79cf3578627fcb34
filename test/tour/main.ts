/**
 * The tour: the main job end to end in the real app, through visible controls only. What it finds is read from the
 * window and from the simulator's ledger. `--cases N --shots DIR --json FILE`; exit code 0 only when every step held.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { allSecrets, leaks } from '../e2e/leak-check.ts'
import { ensureElectron } from '../runtime/electron.ts'
import { type App, launchApp } from '../support/app.ts'
import { ensureDisplay } from '../support/display.ts'
import { makeHome } from '../support/home.ts'
import { startKeyring } from '../support/keyring.ts'
import { startSimulatorProcess } from '../support/simulator-process.ts'
import { createRunner, type TourReport } from './runner.ts'
import { takeSteps } from './steps.ts'

const values = readArguments()

function readArguments() {
  try {
    const options = {
      cases: { type: 'string', default: '2000' },
      shots: { type: 'string', default: join('test-results', 'tour') },
      json: { type: 'string' },
    } as const
    const { values: given } = parseArgs({ options })
    if (!/^\d+$/.test(given.cases)) throw new Error(`--cases must be a whole number, not "${given.cases}"`)
    return given
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error('Usage: npm run tour -- [--cases N] [--shots DIR] [--json FILE]')
    process.exit(2)
  }
}

const electron = await ensureElectron()
const display = await ensureDisplay()
const home = makeHome()
const keyring = await startKeyring(home, 'unlocked', display.env)
const simulator = await startSimulatorProcess({ cases: Number(values.cases), year: 2021 })
let app: App | null = null

const runner = createRunner({
  shots: values.shots,
  picture: async () => (app === null || app.page.isClosed() ? null : await app.page.screenshot()),
  print: (line) => console.log(line),
})

try {
  await takeSteps({
    step: runner.step,
    simulator,
    start: async () => {
      app = await launchApp({ home, simulator, env: { ...display.env, ...keyring.env } })
      return app
    },
    inClear: async (texts) => {
      const known = await allSecrets({ home, env: keyring.env, simulator })
      const secrets = [...known, ...texts.map((secret) => ({ what: 'typed text', secret }))]
      return { found: leaks(home, secrets), looked: secrets.length }
    },
  })
} finally {
  // Assigned in a callback, which the compiler does not follow.
  const running: App | null = app
  await stopAll(running)
}

async function stopAll(running: App | null): Promise<void> {
  await running?.kill()
  await simulator.stop()
  await keyring.stop()
  await display.stop()
  home.remove()
}

const steps = runner.results()
const report: TourReport = { ok: steps.length > 0 && steps.every((step) => step.ok), electron: electron.version, steps }
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`)
const held = steps.filter((step) => step.ok).length
console.log(`${held} of ${steps.length} steps held (Electron ${report.electron})`)
process.exitCode = report.ok ? 0 : 1
