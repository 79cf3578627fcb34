import { describe, expect, it } from 'vitest'
import type { RefreshOutcome } from '../../main/session.ts'
import { createTokenSource } from '../../main/tokens.ts'

/** A provider that rotates: each refresh token works once, and using one again ends the session. */
function scene({ lasts = 300, stored = 'r1' }: { lasts?: number; stored?: string | null } = {}) {
  const log: string[] = []
  let clock = 0
  let saved: string | null = stored
  let valid = 'r1'
  let count = 1
  let unreachable = false
  const gates: (() => void)[] = []
  const disk: { busy: Promise<void> | null; reached: () => void } = { busy: null, reached: () => {} }
  let held = false
  const refresh = async (token: string): Promise<RefreshOutcome> => {
    log.push(`refresh ${token}`)
    if (held) await new Promise<void>((resolve) => gates.push(resolve))
    if (unreachable) return { kind: 'unreachable' }
    if (token !== valid) return { kind: 'ended' }
    count += 1
    valid = `r${count}`
    return { kind: 'refreshed', grant: { accessToken: `a${count}`, expiresIn: lasts, refreshToken: valid } }
  }
  const source = createTokenSource({
    store: {
      read: async () => saved,
      write: async (token) => {
        if (token === 'r2' && disk.busy !== null) {
          disk.reached()
          await disk.busy
        } else await new Promise((resolve) => setTimeout(resolve, 5))
        saved = token
        log.push(`saved ${token}`)
      },
      remove: async () => {
        saved = null
        log.push('removed')
      },
    },
    refresh,
    now: () => clock,
    ended: () => log.push('ended'),
  })
  return {
    source,
    log,
    pass: (seconds: number) => {
      clock += seconds * 1000
    },
    hold: () => {
      held = true
      return () => {
        held = false
        for (const open of gates.splice(0)) open()
      }
    },
    cut: (value: boolean) => {
      unreachable = value
    },
    saved: () => saved,
    /** Lets the writing of r2 wait until it is let go. */
    slowDisk: () => {
      const reached = new Promise<void>((resolve) => {
        disk.reached = resolve
      })
      let letGo = () => {}
      disk.busy = new Promise<void>((resolve) => {
        letGo = resolve
      })
      return { reached, letGo: () => letGo() }
    },
  }
}

describe('access tokens', () => {
  it('are refreshed once however many ask, and given again while they last', async () => {
    const { source, log } = scene()
    const answers = await Promise.all([source.token(null), source.token(null), source.token(null)])
    expect(answers).toEqual([{ token: 'a2' }, { token: 'a2' }, { token: 'a2' }])
    expect(await source.token(null)).toEqual({ token: 'a2' })
    expect(log).toEqual(['refresh r1', 'saved r2'])
  })

  it('are not used before the refresh token that came with them is on disk', async () => {
    const { source, log } = scene()
    await source.token(null).then(() => log.push('used'))
    expect(log).toEqual(['refresh r1', 'saved r2', 'used'])
  })

  it('are refreshed before they run out, and once when IMDi refuses one', async () => {
    const { source, log, pass } = scene({ lasts: 300 })
    await source.token(null)
    pass(285)
    expect(await source.token(null)).toEqual({ token: 'a3' })
    const both = await Promise.all([source.token('a3'), source.token('a3')])
    expect(both).toEqual([{ token: 'a4' }, { token: 'a4' }])
    expect(await source.token('a3')).toEqual({ token: 'a4' })
    expect(log.filter((line) => line.startsWith('refresh'))).toEqual(['refresh r1', 'refresh r2', 'refresh r3'])
  })

  it('are not to be had while the provider is out of reach, and the session is kept', async () => {
    const { source, log, cut, saved } = scene()
    cut(true)
    expect(await source.token(null)).toEqual({ token: null, why: 'unreachable' })
    expect(saved()).toBe('r1')
    cut(false)
    expect(await source.token(null)).toEqual({ token: 'a2' })
    expect(log).not.toContain('ended')
  })

  it('end with the session: it is told once, and the dead refresh token is not tried again', async () => {
    const { source, log } = scene({ stored: 'r0' })
    expect(await source.token(null)).toEqual({ token: null, why: 'sign-in' })
    expect(await source.token(null)).toEqual({ token: null, why: 'sign-in' })
    expect(log).toEqual(['refresh r0', 'removed', 'ended'])
  })

  it('of a sign-in are kept, though a refresh begun before it comes back later', async () => {
    const { source, hold, saved, log } = scene()
    const release = hold()
    const slow = source.token(null)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await source.accept({ accessToken: 'ny', expiresIn: 300, refreshToken: 'ny-r' })
    release()
    expect(await slow).toEqual({ token: 'ny' })
    expect(saved()).toBe('ny-r')
    expect(await source.token(null)).toEqual({ token: 'ny' })
    expect(log).not.toContain('saved r2')
  })

  it('are gone after signing out, and a refresh under way does not bring the session back', async () => {
    const { source, hold, saved } = scene()
    const release = hold()
    const slow = source.token(null)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await source.forget()).toBe('r1')
    release()
    expect((await slow).token).toBeNull()
    expect(saved()).toBeNull()
    expect(await source.token(null)).toEqual({ token: null, why: 'sign-in' })
  })

  it('of a refresh whose token is being written while one signs out are neither kept nor used', async () => {
    const { source, slowDisk, saved } = scene()
    const disk = slowDisk()
    const slow = source.token(null)
    await disk.reached
    const forgotten = source.forget()
    disk.letGo()
    expect(await forgotten).toBe('r2')
    expect(await slow).toEqual({ token: null, why: 'sign-in' })
    expect(saved()).toBeNull()
    expect(await source.token(null)).toEqual({ token: null, why: 'sign-in' })
  })

  it('of a refresh whose token is being written while one signs in give way to those of the sign-in', async () => {
    const { source, slowDisk, saved } = scene()
    const disk = slowDisk()
    const slow = source.token(null)
    await disk.reached
    const accepted = source.accept({ accessToken: 'ny', expiresIn: 300, refreshToken: 'ny-r' })
    disk.letGo()
    await accepted
    expect(await slow).toEqual({ token: 'ny' })
    expect(saved()).toBe('ny-r')
    expect(await source.token(null)).toEqual({ token: 'ny' })
  })
})
