import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '../support/e2e.ts'
import { membersOf } from '../support/processes.ts'

/** `npm start` as a person runs it in a terminal with a display. */
const start = fileURLToPath(new URL('../runtime/start.ts', import.meta.url))

test('npm start opens the app beside a simulated IMDi, says how to sign in, and Ctrl+C ends all of it', async ({
  home,
  display,
}) => {
  const temporary = join(home.folder, 'tmp')
  const child = spawn(process.execPath, [start], {
    env: { ...process.env, ...display, TMPDIR: temporary, TILSKUDDSMAPPEN_ELECTRON_KIND: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const { pid } = child
  if (pid === undefined) throw new Error('npm start did not start')
  await expect(() => expect(said).toMatch(/Sign in as {2}\S+ {2}password {2}\S+ {2}one-time code {2}\d+/)).toPass()
  expect(said).toMatch(/Electron \d+\.\d+\.\d+ \(.+\): /)
  await expect(() => expect(membersOf(pid).some((it) => it.command.includes('--type=renderer'))).toBe(true)).toPass()
  const begun = membersOf(pid).map((it) => it.pid)
  expect(begun.length).toBeGreaterThan(5)

  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(130)
  // By number, since what lost its parent can't be found below it any more.
  await expect(() => expect(begun.flatMap((it) => membersOf(it))).toEqual([])).toPass({ timeout: 3_000 })
  expect(readdirSync(temporary).filter((name) => name.startsWith('tm-'))).toEqual([])
})
