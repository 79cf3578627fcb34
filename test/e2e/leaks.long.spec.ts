import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '../support/e2e.ts'
import { allSecrets, leaks } from './leak-check.ts'
import { readAndWrite, readLists } from './leak-job.ts'
import { watchWrites } from './written-elsewhere.ts'

/** So many that sorts, index builds and the copy of the rows no longer fit where small ones do. */
test.use({ simulatorCases: 20_000 })

test('20,000 cases, a crashed page and a SIGKILL in the middle of a first pull leave nothing in clear', async ({
  launch,
  simulator,
  user,
}) => {
  const { home, env } = user
  const check = { home, env, simulator }
  const writes = watchWrites(home)

  const begun = await launch()
  writes.follow(begun)
  await simulator.addFaults('stalled-body:first-pull:12')
  await begun.page.getByRole('button', { name: 'Logg inn med IMDinett' }).click()
  await begun.signInInBrowser(simulator.user)
  await expect
    .poll(async () => (await simulator.ledger()).requests.length, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(11)
  await begun.kill()
  await simulator.clearFaults()
  const inThePull = await allSecrets(check)
  expect(leaks(home, inThePull)).toEqual([])

  const app = await launch()
  writes.follow(app)
  await readAndWrite(app, simulator, 'signed in')
  await readLists(app, simulator)
  for (const { pid } of app.processes().filter(({ command }) => command.includes('--type=renderer'))) {
    process.kill(pid, 'SIGSEGV')
  }
  await sleep(3_000)
  await app.close()
  writes.stop()
  expect(leaks(home, await allSecrets(check, inThePull))).toEqual([])
  expect(writes.elsewhere()).toEqual([])
  expect(writes.temporary().filter((name) => name.startsWith('etilqs_'))).toEqual([])
})
