import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { interactionPolicy } from 'oidc-provider'
import { codePage, messagePage, passwordPage } from './sign-in-pages.ts'
import { createTokenStore } from './token-store.ts'
import type { User } from './users.ts'

/** Seconds. */
export interface Lifetimes {
  readonly access: number
  /** A refresh token not used for so long is dead. */
  readonly refreshIdle: number
  /** The whole session, however often it is refreshed. */
  readonly absolute: number
}

export const usualLifetimes: Lifetimes = { access: 300, refreshIdle: 3600, absolute: 8 * 3600 }

export const clientId = 'tilskuddsmappen'

export interface Identity {
  readonly issuer: string
  /** Handles everything under the issuer's path. */
  readonly provider: (request: IncomingMessage, response: ServerResponse) => void
  /** Handles the pages under /sign-in/. */
  readonly signIn: (request: IncomingMessage, response: ServerResponse, form: URLSearchParams | null) => Promise<void>
  /** The user a live access token belongs to. */
  readonly userOf: (token: string) => Promise<User | null>
  /** Marks a refresh token as used, so that the provider sees its next use as reuse. */
  readonly spoil: (refreshToken: string) => Promise<void>
  /** Every access and refresh token given out so far. */
  readonly issued: () => readonly string[]
}

const issuerPath = '/oidc'

/** An OpenID Connect provider with one public native client (PKCE, loopback redirect, rotating refresh tokens). */
export function createIdentity(origin: string, users: readonly User[], lifetimes: Lifetimes): Identity {
  const issuer = `${origin}${issuerPath}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const policy = interactionPolicy.base()
  // Native clients are asked for consent every time otherwise; the app belongs to IMDi's own users.
  policy.get('consent')?.checks.remove('native_client_prompt')
  const issued = new Set<string>()
  const provider = new Provider(issuer, {
    adapter: createTokenStore(issued),
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/callback'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true, allowedPolicy: () => true },
    },
    clientBasedCORS: () => false,
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    rotateRefreshToken: true,
    // The provider drops offline_access where no consent is asked for; the session's length is set below instead.
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    ttl: {
      AccessToken: lifetimes.access,
      AuthorizationCode: 60,
      IdToken: 3600,
      Grant: lifetimes.absolute,
      Interaction: 600,
      Session: 600,
      RefreshToken: (_ctx, token) => {
        const left = lifetimes.absolute - (token.iiat === undefined ? 0 : Math.floor(Date.now() / 1000) - token.iiat)
        return Math.max(1, Math.min(lifetimes.refreshIdle, left))
      },
    },
    interactions: { policy, url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: async (_ctx, id) => {
      const user = users.find((each) => each.id === id)
      return user ? { accountId: id, claims: () => ({ sub: id, name: user.name }) } : undefined
    },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? clientId,
        accountId: ctx.oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid offline_access')
      await grant.save()
      return grant
    },
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = messagePage('Innloggingen stoppet', `${out.error}: ${out.error_description ?? ''}`)
    },
  })
  const callback = provider.callback()
  const passed = new Map<string, User>()

  const send = (response: ServerResponse, status: number, html: string) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  }

  return {
    issuer,
    provider: (request, response) => {
      // As a framework would mount it: the provider sees the path below its own, and the whole one beside it.
      Object.assign(request, { originalUrl: request.url })
      request.url = request.url?.slice(issuerPath.length) || '/'
      // IMDinett asks every time: a browser session left open must not sign in the next person.
      if (request.url.startsWith('/auth?')) delete request.headers.cookie
      void callback(request, response)
    },
    signIn: async (request, response, form) => {
      const [, uid = ''] = /^\/sign-in\/([\w-]+)$/.exec(request.url?.split('?')[0] ?? '') ?? []
      try {
        const interaction = await provider.interactionDetails(request, response)
        if (interaction.uid !== uid) throw new Error('another interaction')
      } catch {
        return send(response, 400, messagePage('Innloggingen er utløpt', 'Gå tilbake til appen og start på nytt.'))
      }
      const action = `/sign-in/${uid}`
      if (!form) return send(response, 200, passwordPage(action, null))
      const known = passed.get(uid)
      if (known && form.has('otp')) {
        if (form.get('otp')?.replaceAll(' ', '') !== known.otp) {
          return send(response, 200, codePage(action, 'Engangskoden er feil. Prøv igjen.'))
        }
        passed.delete(uid)
        // A client that wants offline_access asks for consent (OpenID Connect Core 11); IMDinett's users give it by signing in.
        const login = { accountId: known.id, remember: false }
        return provider.interactionFinished(request, response, { login, consent: {} })
      }
      const user = users.find(
        ({ username, password }) => username === form.get('username')?.trim() && password === form.get('password'),
      )
      if (!user) return send(response, 200, passwordPage(action, 'Brukernavn eller passord er feil.'))
      passed.set(uid, user)
      return send(response, 200, codePage(action, null))
    },
    userOf: async (token) => {
      const found = await provider.AccessToken.find(token)
      return found?.isValid ? (users.find((each) => each.id === found.accountId) ?? null) : null
    },
    spoil: async (refreshToken) => {
      const found = await provider.RefreshToken.find(refreshToken)
      await found?.consume()
    },
    issued: () => [...issued],
  }
}
