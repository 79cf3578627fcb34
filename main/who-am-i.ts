import { z } from 'zod'
import { isSafeAddress } from './address.ts'
import type { ServedMunicipality } from './profile.ts'

const answer = z.object({
  imdi_navn: z.string(),
  imdi_roller: z.array(z.string()),
  imdi_kommuner: z.array(
    z.object({
      kommuneid: z.guid(),
      kommunenummer: z.string(),
      navn: z.string(),
      // The token goes to this address, so it is held to the same rule as the configured one.
      apiBase: z.string().refine(isSafeAddress),
    }),
  ),
})

export type WhoAmI =
  | {
      readonly kind: 'known'
      readonly name: string
      readonly roles: readonly string[]
      readonly municipalities: readonly ServedMunicipality[]
    }
  | { readonly kind: 'no-role' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'unreachable' }

/** Asks IMDi who has signed in. Anything that is not IMDi's answer (a captive portal's page) is `unreachable`. */
export async function askWhoAmI(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  apiBase: string,
  accessToken: string,
): Promise<WhoAmI> {
  try {
    const response = await fetch(new URL('WhoAmI', apiBase).href, {
      headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json', 'OData-Version': '4.0' },
      signal: AbortSignal.timeout(30_000),
    })
    if (response.status === 403) return { kind: 'no-role' }
    if (response.status === 401) return { kind: 'sign-in' }
    if (response.status !== 200) return { kind: 'unreachable' }
    const { imdi_navn, imdi_roller, imdi_kommuner } = answer.parse(await response.json())
    return {
      kind: 'known',
      name: imdi_navn,
      roles: imdi_roller,
      municipalities: imdi_kommuner.map((kommune) => ({
        id: kommune.kommuneid.toLowerCase(),
        number: kommune.kommunenummer,
        name: kommune.navn,
        apiBase: kommune.apiBase,
      })),
    }
  } catch {
    return { kind: 'unreachable' }
  }
}
