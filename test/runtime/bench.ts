import { once } from 'node:events'
import { join } from 'node:path'
import { ensureDisplay } from '../support/display.ts'
import { start } from '../support/processes.ts'
import { onInterrupt } from './interrupt.ts'
import { build, checkout, orSay, prepare } from './prepare.ts'

/** `npm run bench -- NAME … [--cases N] [--json]`: prepares the machine, then measures (`test/bench/main.ts`). */
const inElectron = new Set(['startup', 'memory', 'search', 'sync'])

await orSay(async () => {
  const args = process.argv.slice(2)
  const display = args.some((arg) => inElectron.has(arg)) ? await withWindow() : null
  const bench = start(process.execPath, [join(checkout, 'test/bench/main.ts'), ...args], {
    cwd: checkout,
    env: { ...process.env, ...display?.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const interrupted = onInterrupt(async () => {
    await bench.stop()
    await display?.stop()
  })
  await once(bench.child, 'exit')
  await interrupted.finish()
  return bench.child.exitCode ?? 1
})

/** Everything said goes to stderr: stdout belongs to the figures. */
async function withWindow() {
  await prepare((line) => console.error(line))
  await build()
  return await ensureDisplay()
}
