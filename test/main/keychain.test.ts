import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openKeychain } from '../../main/keychain.ts'
import { type Display, ensureDisplay } from '../support/display.ts'
import { makeHome } from '../support/home.ts'
import { type KeyringState, startKeyring } from '../support/keyring.ts'
import { inNode } from './in-node.ts'

/** The real keytar and a real Secret Service, each state in a process of its own. */
describe.runIf(process.platform === 'linux')('the keychain of the PC', () => {
  let display: Display
  beforeAll(async () => {
    display = await ensureDisplay()
  })
  afterAll(async () => {
    await display.stop()
  })

  async function withKeyring<T>(state: KeyringState, work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
    const own = makeHome()
    const keyring = await startKeyring(own, state, display.env)
    try {
      return await work({ ...process.env, ...own.env, ...display.env, ...keyring.env })
    } finally {
      await keyring.stop()
      own.remove()
    }
  }

  it('keeps a key of 32 bytes and gives the same one back; an account without one gives null', async () => {
    const answer = await withKeyring('unlocked', (env) =>
      inNode(
        env,
        `const { openKeychain } = await import('./main/keychain.ts')
        const keychain = openKeychain()
        const before = await keychain.read('a/b')
        const made = await keychain.create('a/b')
        const again = await openKeychain().read('a/b')
        await keychain.remove('a/b')
        say({ before, length: made.length, same: made.equals(again), after: await keychain.read('a/b') })`,
      ),
    )
    expect(answer).toEqual({ before: null, length: 32, same: true, after: null })
  })

  it('is called missing where there is no Secret Service', async () => {
    expect(await withKeyring('absent', (env) => inNode(env, attempt('prove()', 10_000)))).toMatchObject({
      kind: 'keychain-missing',
    })
  })

  it('is called missing when it is locked and nobody can unlock it, not taken for one without a key', async () => {
    const answer = await withKeyring('locked', (env) => inNode(env, attempt('prove()', 10_000)))
    expect(answer).toMatchObject({ kind: 'keychain-missing' })
  })

  it('is called silent when it asks for a password that nobody types, and holds up nothing else', async () => {
    const answer = await withKeyring('prompting', (env) => inNode(env, attempt('prove()', 1_500)))
    expect(answer).toMatchObject({ kind: 'keychain-silent' })
    const { ticks, ms } = outcome.parse(answer)
    expect(ms).toBeLessThan(3_000)
    expect(ticks).toBeGreaterThan(10)
  })
})

describe('a keychain that answers with something else', () => {
  const driver = (stored: string | null) => ({
    getPassword: async () => stored,
    setPassword: async () => {},
    deletePassword: async () => true,
  })

  it('a secret of another length is no key, and is not replaced', async () => {
    await expect(openKeychain(async () => driver('kort')).read('a')).rejects.toMatchObject({ kind: 'key-missing' })
  })

  it('a new key that can not be read back is not used', async () => {
    await expect(openKeychain(async () => driver(null)).create('a')).rejects.toMatchObject({ kind: 'keychain-missing' })
  })
})

const outcome = z.object({ ticks: z.number(), ms: z.number() })

const attempt = (call: string, limit: number) => `
  const { openKeychain } = await import('./main/keychain.ts')
  const load = async () => (await import('keytar')).default
  let ticks = 0
  setInterval(() => { ticks += 1 }, 50).unref()
  const start = Date.now()
  try { say({ value: await openKeychain(load, ${limit}).${call} }) }
  catch (error) { say({ kind: error.kind, ticks, ms: Date.now() - start }) }`
