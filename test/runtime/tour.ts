import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureDisplay } from '../support/display.ts'
import { start } from '../support/processes.ts'
import { onInterrupt } from './interrupt.ts'
import { build, checkout, orSay, prepare } from './prepare.ts'

/** Runs the tour (`test/tour/main.ts`) on the display at hand or a virtual one; answers its exit code. */
export async function runTour(args: readonly string[]): Promise<number> {
  const shots = argument(args, '--shots') ?? join(checkout, 'test-results', 'tour')
  mkdirSync(shots, { recursive: true })
  const display = await ensureDisplay()
  const rest = argument(args, '--shots') === undefined ? ['--shots', shots] : []
  const tour = start(process.execPath, [join(checkout, 'test/tour/main.ts'), ...args, ...rest], {
    cwd: checkout,
    env: { ...process.env, ...display.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const interrupted = onInterrupt(async () => {
    await tour.stop()
    await display.stop()
  })
  await once(tour.child, 'exit')
  await interrupted.finish()
  console.log(`Screenshots: ${shots}`)
  return tour.child.exitCode ?? 1
}

const argument = (args: readonly string[], name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await orSay(async () => {
    await prepare()
    await build()
    return await runTour(process.argv.slice(2))
  })
}
