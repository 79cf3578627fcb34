import { describe, expect, it } from 'vitest'
import { type ConfigSource, isTestData, resolveConfig } from '../../main/config.ts'

const source = (name: string, values: unknown): ConfigSource => ({ name, values })
const whole = {
  apiBase: 'https://tilskudd.imdi.example/api/data/v9.2/',
  issuer: 'https://imdinett.example/',
  clientId: 'tilskuddsmappen',
}

describe('the configuration', () => {
  it('is taken field by field from the first place that has one', () => {
    const config = resolveConfig([
      source('policy', { issuer: 'https://policy.example/', offlineDays: 3 }),
      source('machine', { ...whole, clientId: 'machine', offlineDays: 7 }),
      source('own', { clientId: 'own', scope: 'openid own' }),
    ])
    expect(config).toEqual({
      apiBase: whole.apiBase,
      issuer: 'https://policy.example/',
      clientId: 'machine',
      scope: 'openid own',
      offlineDays: 3,
      testEnvironment: false,
    })
  })

  it('needs the service, the sign-in and the client, and names what is missing', () => {
    expect(() => resolveConfig([source('own', { apiBase: whole.apiBase })])).toThrow(
      expect.objectContaining({ kind: 'config-missing', detail: 'issuer, clientId' }),
    )
  })

  it('adds the closing slash to the service, without which its addresses would lose their last part', () => {
    expect(resolveConfig([source('x', { ...whole, apiBase: 'https://a.example/api/data/v9.2' })]).apiBase).toBe(
      'https://a.example/api/data/v9.2/',
    )
  })

  it.each([
    ['plain http', 'http://imdi.example/'],
    ['a name that only looks like this PC', 'http://127.0.0.1.example/'],
    ['localhost, which a hosts file can point elsewhere', 'http://localhost:8080/'],
    ['a file', 'file:///etc/passwd'],
    ['a password in it', 'https://a:b@imdi.example/'],
    ['no address', 'imdi'],
  ])('refuses an address with %s', (_, address) => {
    for (const field of ['apiBase', 'issuer']) {
      expect(() => resolveConfig([source('/etc/x.json', { ...whole, [field]: address })])).toThrow(
        expect.objectContaining({
          kind: 'config-invalid',
          detail: `/etc/x.json: «${field}» må være en https-adresse (http bare for 127.0.0.1)`,
        }),
      )
    }
  })

  it('does not go on with a weaker place when a stronger one can not be read', () => {
    expect(() => resolveConfig([source('/etc/x.json', null), source('own', whole)])).toThrow(
      expect.objectContaining({ kind: 'config-invalid', detail: '/etc/x.json: innholdet er ikke et JSON-objekt' }),
    )
  })

  it('reads numbers and switches as the registry writes them', () => {
    const config = resolveConfig([source('registry', { ...whole, offlineDays: '0x7', testEnvironment: '0x1' })])
    expect(config).toMatchObject({ offlineDays: 7, testEnvironment: true })
    expect(() => resolveConfig([source('r', { ...whole, offlineDays: 400 })])).toThrow(
      expect.objectContaining({ detail: expect.stringContaining('«offlineDays»') }),
    )
  })

  it('leaves settings of a newer version alone', () => {
    expect(() => resolveConfig([source('own', { ...whole, somethingNew: 1 })])).not.toThrow()
  })

  it('means test data against this PC, or when IT says so', () => {
    const loopback = { ...whole, apiBase: 'http://127.0.0.1:4000/api/', issuer: 'http://127.0.0.1:4000/' }
    expect(isTestData(resolveConfig([source('x', loopback)]))).toBe(true)
    expect(isTestData(resolveConfig([source('x', whole)]))).toBe(false)
    expect(isTestData(resolveConfig([source('x', { ...whole, testEnvironment: true })]))).toBe(true)
  })
})
