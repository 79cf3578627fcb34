import * as oidc from 'openid-client'
import { isLoopback, sameOrigin } from './address.ts'
import { ShellFailure } from './failure.ts'
import { openLoopback } from './loopback.ts'

/** A sign-in's or a refresh's yield. Tokens stay in the main process; only the access token goes to the engine. */
export interface Grant {
  readonly accessToken: string
  /** Seconds the access token lasts, as told; null when not told. */
  readonly expiresIn: number | null
  /** Null when the provider gave none: the one used before goes on. */
  readonly refreshToken: string | null
}

export interface SignedIn extends Grant {
  readonly subject: string
  readonly name: string | null
}

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly grant: Grant }
  /** The provider no longer knows the refresh token: expired, revoked, or used twice. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'unreachable' }

/** Speaks with the OpenID Connect provider (authorization code with PKCE, RFC 8252). */
export interface Provider {
  /** Opens the sign-in address with `openBrowser` and waits for the browser's answer on the loopback. */
  signIn(openBrowser: (url: string) => Promise<void>, signal: AbortSignal): Promise<SignedIn>
  refresh(refreshToken: string): Promise<RefreshOutcome>
  /** Tells the provider that the token is no longer used; nothing depends on its answer. */
  revoke(refreshToken: string): Promise<void>
}

export interface ProviderOptions {
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** How long the browser's answer is waited for. */
  readonly answerWithinMs?: number
}

/** Time to find the phone, and to try a password twice. */
const answerWithinMs = 10 * 60 * 1000
const requestSeconds = 20

export function createProvider(options: ProviderOptions): Provider {
  const { issuer, clientId, scope } = options
  let known: oidc.Configuration | null = null

  /** Discovered once and kept; a failure is not kept. */
  const configuration = async () => {
    known ??= await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
      [oidc.customFetch]: (url, init) => options.fetch(url, plainInit(init)),
      // Also the ID token's signature is checked: behind a proxy with its own certificates TLS alone proves less.
      execute: [oidc.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [oidc.allowInsecureRequests] : [])],
      timeout: requestSeconds,
    })
    return known
  }

  const signIn = async (openBrowser: (url: string) => Promise<void>, signal: AbortSignal): Promise<SignedIn> => {
    // Asked anew each time, so that a provider out of reach is told here, not by an error page in the browser.
    known = null
    const config = await configuration().catch((cause: unknown) => {
      throw new ShellFailure('unreachable', '', { cause })
    })
    signal.throwIfAborted()
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
    const loopback = await openLoopback({ state, signal, timeoutMs: options.answerWithinMs ?? answerWithinMs })
    try {
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: loopback.redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // OpenID Connect Core, section 11: asking for offline access takes the user's consent.
        ...(scope.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}),
      })
      if (!sameOrigin(url.href, issuer)) throw new ShellFailure('sign-in-failed')
      await openBrowser(url.href)
      const answer = await loopback.answer
      try {
        const tokens = await oidc.authorizationCodeGrant(config, answer.url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new ShellFailure('sign-in-failed')
        answer.respond('done')
        return { ...grantOf(tokens), subject: claims.sub, name: typeof claims.name === 'string' ? claims.name : null }
      } catch (error) {
        answer.respond('failed')
        throw error instanceof ShellFailure ? error : new ShellFailure('sign-in-failed', '', { cause: error })
      }
    } catch (error) {
      loopback.close()
      throw error
    }
  }

  const refresh = async (refreshToken: string): Promise<RefreshOutcome> => {
    try {
      const tokens = await oidc.refreshTokenGrant(await configuration(), refreshToken)
      return { kind: 'refreshed', grant: grantOf(tokens) }
    } catch (error) {
      // Only the provider's own words end a session: an HTML page or a 5xx on the way says nothing about it.
      const refused = error instanceof oidc.ResponseBodyError && error.status >= 400 && error.status < 500
      return refused && endings.has(error.error) ? { kind: 'ended' } : { kind: 'unreachable' }
    }
  }

  const revoke = async (refreshToken: string) => {
    try {
      await oidc.tokenRevocation(await configuration(), refreshToken)
    } catch {
      // Signing out must work without a network; the token runs out by itself.
    }
  }

  return { signIn, refresh, revoke }
}

/** Errors of the token endpoint (RFC 6749, section 5.2) after which the same refresh token is of no use. */
const endings = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client', 'unsupported_grant_type'])

function grantOf(tokens: oidc.TokenEndpointResponse): Grant {
  return {
    accessToken: tokens.access_token,
    expiresIn: tokens.expires_in ?? null,
    refreshToken: tokens.refresh_token ?? null,
  }
}

function plainInit(init: oidc.CustomFetchOptions): RequestInit {
  const { body: given, headers, method, signal } = init
  // The browser's types, which tests are checked with too, want bytes in memory of their own.
  const body = given instanceof Uint8Array ? new Uint8Array(given) : given
  return { method, headers, ...(body === undefined ? {} : { body }), ...(signal ? { signal } : {}) }
}
