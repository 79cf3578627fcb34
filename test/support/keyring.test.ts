import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { startDisplay } from './display.ts'
import { makeHome } from './home.ts'
import { type KeyringState, startKeyring } from './keyring.ts'
import { membersOf } from './processes.ts'

/** Stores and reads a secret in a process of its own, as libsecret reads the bus's address once. */
const script = `
  import keytar from 'keytar'
  await keytar.setPassword('test', 'me', 'hemmelig')
  console.log(await keytar.getPassword('test', 'me'))
`

async function roundTrip(state: KeyringState, display = {}) {
  const home = makeHome()
  const keyring = await startKeyring(home, state, display)
  try {
    const env = { ...process.env, ...home.env, ...keyring.env }
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, timeout: 3_000, encoding: 'utf8' })
  } finally {
    await keyring.stop()
    home.remove()
  }
}

describe.runIf(process.platform === 'linux')('the keyring tests have for themselves', () => {
  test('an unlocked one keeps a secret', async () => {
    expect((await roundTrip('unlocked')).stdout).toBe('hemmelig\n')
  })

  test('without one, storing a secret fails at once', async () => {
    const answer = await roundTrip('absent')
    expect(answer.status).toBe(1)
    expect(answer.stderr).toMatch(/org\.freedesktop\.secrets/)
  })

  test('a locked one refuses at once', async () => {
    const answer = await roundTrip('locked')
    expect(answer.status).toBe(1)
    expect(answer.stderr).toMatch(/locked collection/)
  })

  test('one that asks for its password keeps silent, and nothing is left running afterwards', async () => {
    const display = await startDisplay()
    const answer = await roundTrip('prompting', display.env)
    expect(answer.signal).toBe('SIGTERM')
    await display.stop()
    expect(membersOf(process.pid).filter((it) => /keyring|dbus|gcr|Xvfb/.test(it.command))).toEqual([])
  })
})
