import { once } from 'node:events'
import { sandboxArgs } from '../support/choose-electron.ts'
import { lacksDisplay } from '../support/display.ts'
import { start } from '../support/processes.ts'
import { signInLine, startDemo } from './demo.ts'
import { onInterrupt } from './interrupt.ts'
import { build, checkout, orSay, prepare } from './prepare.ts'
import { runTour } from './tour.ts'

/**
 * `npm start`: the app against a simulated IMDi with 2,000 cases. Where there is no display, the tour is run on a
 * virtual one instead.
 */
const cases = 2_000

await orSay(async () => {
  const electron = await prepare()
  console.log('Building …')
  await build()
  if (lacksDisplay()) {
    console.log(
      'No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the tour on a virtual one instead.',
    )
    return await runTour(['--cases', String(cases)])
  }
  const demo = await startDemo(electron, cases)
  const app = start(electron.executable, [checkout, ...sandboxArgs()], {
    env: demo.env,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  // Chromium's usual complaints are of no interest; why it would not start is.
  let complaints = ''
  app.child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk).slice(-2_000)
  })
  const interrupted = onInterrupt(async () => {
    await app.stop()
    await demo.stop()
  })
  console.log(`Simulated IMDi with ${cases} cases: ${demo.simulator.url}`)
  console.log(signInLine(demo.simulator))
  console.log('Close the window or press Ctrl+C to end.')
  await once(app.child, 'exit')
  await interrupted.finish()
  if (app.child.exitCode) console.error(complaints)
  return app.child.exitCode ?? 0
})
