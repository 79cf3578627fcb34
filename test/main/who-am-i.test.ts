import { describe, expect, it } from 'vitest'
import { bareFetch } from '../../main/bare-fetch.ts'
import { askWhoAmI } from '../../main/who-am-i.ts'

const body = {
  UserId: '6a0f1f3e-1111-4222-8333-000000000001',
  imdi_navn: 'Ingrid Solbakken',
  imdi_roller: ['Kommune saksbehandler IMDi Tilskudd'],
  imdi_kommuner: [
    {
      kommuneid: '6A0F1F3E-1111-4222-8333-000000003804',
      kommunenummer: '3804',
      navn: 'Sandefjord',
      apiBase: 'https://imdi.example/3804/api/data/v9.2/',
    },
  ],
}

const ask = (response: Response | Error, seen: RequestInit[] = []) =>
  askWhoAmI(
    bareFetch(async (_, init) => {
      seen.push(init)
      if (response instanceof Error) throw response
      return response
    }),
    'https://imdi.example/api/data/v9.2/',
    'hemmelig',
  )

describe('who has signed in', () => {
  it('is read from IMDi, with keys in small letters', async () => {
    expect(await ask(Response.json(body))).toEqual({
      kind: 'known',
      name: 'Ingrid Solbakken',
      roles: ['Kommune saksbehandler IMDi Tilskudd'],
      municipalities: [
        {
          id: '6a0f1f3e-1111-4222-8333-000000003804',
          number: '3804',
          name: 'Sandefjord',
          apiBase: 'https://imdi.example/3804/api/data/v9.2/',
        },
      ],
    })
  })

  it('is asked with nothing kept, no cookies and no redirect followed', async () => {
    const seen: RequestInit[] = []
    await ask(Response.json(body), seen)
    expect(seen[0]).toMatchObject({ cache: 'no-store', credentials: 'omit', redirect: 'error' })
  })

  it.each([
    [
      'a captive portal’s page',
      new Response('<html>Logg på nettet</html>', { headers: { 'Content-Type': 'text/html' } }),
    ],
    ['JSON of another shape', Response.json({ value: [] })],
    ['an error of the server', new Response(null, { status: 503 })],
    ['no network', new TypeError('net::ERR_INTERNET_DISCONNECTED')],
  ])('is not known from %s', async (_, response) => {
    expect(await ask(response)).toEqual({ kind: 'unreachable' })
  })

  it('has no role with 403, and must sign in again with 401', async () => {
    expect(await ask(new Response(null, { status: 403 }))).toEqual({ kind: 'no-role' })
    expect(await ask(new Response(null, { status: 401 }))).toEqual({ kind: 'sign-in' })
  })

  it('is not believed when it would send the token over plain http', async () => {
    const [kommune] = body.imdi_kommuner
    const downgraded = { ...body, imdi_kommuner: [{ ...kommune, apiBase: 'http://imdi.example/3804/' }] }
    expect(await ask(Response.json(downgraded))).toEqual({ kind: 'unreachable' })
  })
})
