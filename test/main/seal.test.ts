import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../main/seal.ts'

const key = randomBytes(32)
const secret = Buffer.from('refresh-token med æøå')

describe('a sealed value', () => {
  it('opens with its key and purpose, and shows nothing of itself', () => {
    const sealed = seal(key, secret, 'session')
    expect(unseal(key, sealed, 'session')).toEqual(secret)
    expect(sealed.includes(secret)).toBe(false)
  })

  it('is different each time, so that two equal secrets can not be told from two different ones', () => {
    expect(seal(key, secret, 'session')).not.toEqual(seal(key, secret, 'session'))
  })

  it('does not open with another key or for another purpose', () => {
    const sealed = seal(key, secret, 'session')
    expect(unseal(randomBytes(32), sealed, 'session')).toBeNull()
    expect(unseal(key, sealed, 'profile')).toBeNull()
  })

  it('does not open when any of its bytes is changed, or when it is cut short', () => {
    const sealed = seal(key, secret, 'session')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(unseal(key, changed, 'session')).toBeNull()
      expect(unseal(key, sealed.subarray(0, at), 'session')).toBeNull()
    }
  })
})
