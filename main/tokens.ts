import type { TokenAnswer } from '../db/client.ts'
import type { Grant, RefreshOutcome } from './session.ts'

/** Where the refresh token is kept between starts. */
export interface RefreshTokenStore {
  read(): Promise<string | null>
  write(token: string): Promise<void>
  remove(): Promise<void>
}

export interface TokenSourceDeps {
  readonly store: RefreshTokenStore
  readonly refresh: (refreshToken: string) => Promise<RefreshOutcome>
  /** Milliseconds that only go forwards; the PC's clock may be wrong or be set. */
  readonly now: () => number
  /** The session is over: signing in is needed before the next sync. */
  readonly ended: () => void
}

export interface TokenSource {
  /** A usable access token. `rejected` is one IMDi has just refused, so that it is not given again. */
  token(rejected: string | null): Promise<TokenAnswer>
  /** Takes over what a sign-in yielded; answers when the refresh token is on disk. */
  accept(grant: Grant): Promise<void>
  /** Forgets everything and answers with the refresh token that was in use. */
  forget(): Promise<string | null>
}

/** A token that runs out while the request is on its way is as bad as none. */
const marginMs = 20_000

/**
 * One refresh at a time: with rotation a second one beside the first would use the same refresh token twice, which
 * the provider takes for theft and answers by ending the whole session. And a new refresh token is on disk before
 * the access token that came with it is used, since a crash in between would leave only the used one.
 */
export function createTokenSource({ store, refresh, now, ended }: TokenSourceDeps): TokenSource {
  let current: { readonly token: string; readonly until: number } | null = null
  let underWay: Promise<TokenAnswer> | null = null
  /** Rises at every sign-in and sign-out, so that a refresh begun before does not overwrite what came after. */
  let epoch = 0
  /** One reading or writing of the stored token after the other, in the order they were asked for. */
  let storing: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = storing.then(work)
    storing = result.catch(() => {})
    return result
  }

  const take = (grant: Grant) => {
    const lasts = grant.expiresIn === null ? Number.POSITIVE_INFINITY : grant.expiresIn * 1000
    current = { token: grant.accessToken, until: now() + lasts - Math.min(marginMs, lasts / 2) }
  }

  /** The answer of a refresh that a sign-in or sign-out has overtaken. */
  const sinceThen = async (): Promise<TokenAnswer> => {
    await storing
    return current === null ? { token: null, why: 'sign-in' } : { token: current.token }
  }

  const renew = async (): Promise<TokenAnswer> => {
    const begun = epoch
    current = null
    const stored = await inTurn(() => store.read())
    if (epoch !== begun) return sinceThen()
    if (stored === null) return { token: null, why: 'sign-in' }
    const outcome = await refresh(stored)
    if (epoch !== begun) return sinceThen()
    if (outcome.kind === 'unreachable') return { token: null, why: 'unreachable' }
    await inTurn(async () => {
      // Asked again here: another may have come first while the store was busy.
      if (epoch !== begun) return
      if (outcome.kind === 'ended') await store.remove()
      else if (outcome.grant.refreshToken !== null) await store.write(outcome.grant.refreshToken)
    })
    if (epoch !== begun) return sinceThen()
    if (outcome.kind === 'ended') {
      ended()
      return { token: null, why: 'sign-in' }
    }
    take(outcome.grant)
    return { token: outcome.grant.accessToken }
  }

  return {
    token: async (rejected) => {
      if (underWay !== null) return underWay
      if (current !== null && current.token !== rejected && now() < current.until) return { token: current.token }
      underWay = renew().finally(() => {
        underWay = null
      })
      return underWay
    },
    accept: (grant) => {
      epoch += 1
      const mine = epoch
      current = null
      return inTurn(async () => {
        if (epoch !== mine) return
        if (grant.refreshToken !== null) await store.write(grant.refreshToken)
        else await store.remove()
        if (epoch === mine) take(grant)
      })
    },
    forget: () => {
      epoch += 1
      current = null
      return inTurn(async () => {
        const stored = await store.read()
        await store.remove()
        return stored
      })
    },
  }
}
