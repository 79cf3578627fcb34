import { ServiceError } from './error.ts'
import type { Identity } from './identity.ts'
import { extraRole, hasMainRole, type User } from './users.ts'
import type { World } from './world.ts'

export const unauthorized = (): ServiceError =>
  new ServiceError(401, '0x80048405', 'The access token is missing, unknown or has expired.', {
    'www-authenticate': 'Bearer error="invalid_token"',
  })

export const withoutRole = (): ServiceError =>
  new ServiceError(
    403,
    '0x80040220',
    'Brukeren mangler rollen Kommune saksbehandler INTTIL/EMTIL. Den gis av kommunens IMDinett-administrator.',
  )

/** Who the request's bearer token belongs to. `longLived` are the tokens handed to command-line clients. */
export async function authenticate(
  authorization: string | undefined,
  identity: Identity,
  longLived: ReadonlyMap<string, User>,
): Promise<User> {
  const [, token = ''] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? []
  const user = longLived.get(token) ?? (token === '' ? null : await identity.userOf(token))
  if (!user) throw unauthorized()
  return user
}

export function authorize(user: User, world: World): { readonly seesAll: boolean } {
  if (!hasMainRole(user.roles)) throw withoutRole()
  if (!user.kommuner.includes(world.number)) {
    throw new ServiceError(403, '0x80040220', `Brukeren har ikke tilgang til ${world.name} kommune.`)
  }
  return { seesAll: user.roles.includes(extraRole) }
}

/** Requests per user in a sliding window, as the service protects itself. */
export interface Limits {
  readonly requests: number
  readonly windowMs: number
  readonly concurrent: number
}

export const usualLimits: Limits = { requests: 6000, windowMs: 300_000, concurrent: 52 }

export function createLimiter(limits: Limits) {
  const users = new Map<string, { times: number[]; running: number }>()
  return {
    /** Throws 429 when the user asks too much; returns what to call when the request is done. */
    enter: (userId: string): (() => void) => {
      const state = users.get(userId) ?? { times: [], running: 0 }
      users.set(userId, state)
      const now = Date.now()
      while ((state.times[0] ?? now) < now - limits.windowMs) state.times.shift()
      if (state.times.length >= limits.requests) {
        const wait = Math.max(1, Math.ceil(((state.times[0] ?? now) + limits.windowMs - now) / 1000))
        throw tooMany(wait, '0x80072322', `Number of requests exceeded the limit of ${limits.requests}`)
      }
      if (state.running >= limits.concurrent) {
        throw tooMany(1, '0x80072326', `Number of concurrent requests exceeded the limit of ${limits.concurrent}`)
      }
      state.times.push(now)
      state.running++
      return () => {
        state.running--
      }
    },
  }
}

export const tooMany = (
  seconds: number,
  code = '0x80072322',
  message = 'Number of requests exceeded the limit',
): ServiceError => new ServiceError(429, code, `${message}.`, { 'retry-after': String(seconds) })
