import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineHost, Who } from '../db/client.ts'
import type { SyncStatus, Topic } from '../db/domain.ts'
import type { AppState, KnownUser } from '../preload/contract.ts'
import type { ErrorKind } from '../preload/result.ts'
import type { Config } from './config.ts'
import type { EngineControl } from './engine-host.ts'
import { ShellFailure, toFailure } from './failure.ts'
import type { Folders } from './files.ts'
import type { Keychain } from './keychain.ts'
import type { Log } from './log.ts'
import { accountOf, knownUser, municipalityOf, openPerson, type Person, shown } from './person.ts'
import {
  offlineAllowed,
  openInstallation,
  type Profile,
  readRefreshToken,
  type ServedMunicipality,
  userIdOf,
  writeInstallation,
} from './profile.ts'
import type { Provider, SignedIn } from './session.ts'
import { openDatabaseKeys } from './vault.ts'
import type { WhoAmI } from './who-am-i.ts'

export interface FlowDeps {
  readonly config: Config
  readonly folders: Pick<Folders, 'data' | 'users'>
  readonly keychain: Keychain
  readonly provider: Provider
  readonly whoAmI: (apiBase: string, accessToken: string) => Promise<WhoAmI>
  readonly engine: EngineControl
  readonly workerUrl: string
  readonly nativeBinding: string | null
  /** Opens the system browser. */
  readonly openBrowser: (url: string) => Promise<void>
  readonly events: {
    state(state: AppState): void
    sync(status: SyncStatus): void
    changed(topics: readonly Topic[]): void
    /** The browser is done: the window may come forward. */
    signedIn(): void
  }
  readonly log: Log
  readonly now: () => Date
  readonly monotonic: () => number
}

/** Who uses the app, and with which files: the only owner of `AppState`. */
export interface Flow {
  state(): AppState
  start(): Promise<void>
  signIn(): Promise<void>
  cancelSignIn(): void
  continueOffline(): Promise<void>
  chooseMunicipality(id: string): Promise<void>
  signOut(wipe: boolean): Promise<void>
  /** Closes the files when the offline period has run out; to be called now and then. */
  checkOfflinePeriod(): Promise<void>
  stop(): Promise<void>
}

export function createFlow(deps: FlowDeps): Flow {
  const { config, engine, events, folders, log } = deps
  let state: AppState = { phase: 'starting' }
  let person: Person | null = null
  let hasSession = false
  /** The municipality whose files are open. */
  let open: ServedMunicipality | null = null
  let attempt: AbortController | null = null
  let queue: Promise<unknown> = Promise.resolve()

  const set = (next: AppState) => {
    state = next
    log.info('state', { phase: next.phase, ...('failure' in next ? { failure: next.failure } : {}) })
    events.state(next)
  }
  /** One change of user or files at a time. */
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work)
    queue = result.catch(() => {})
    return result
  }
  const known = (): KnownUser | null => knownUser(person?.profile() ?? null, deps.now(), config.offlineDays)
  const signedOut = (failure: ErrorKind | null) => set({ phase: 'signed-out', known: known(), failure })
  const fail = (error: unknown) => {
    const { kind, detail } = toFailure(error)
    log.error('failed', error, { kind })
    set({ phase: 'failed', failure: kind, detail })
  }

  const closeFiles = async () => {
    open = null
    await engine.close()
  }

  const personOf = (installationId: string, id: string) => {
    const opened = openPerson(id, {
      usersFolder: folders.users,
      installationId,
      keychain: deps.keychain,
      provider: deps.provider,
      monotonic: deps.monotonic,
      ended: () => void opened.then((mine) => mine === person && sessionEnded()),
    })
    return opened
  }

  const sessionEnded = () => {
    hasSession = false
    log.info('session-ended')
    showReady()
  }

  const showReady = () => {
    const profile = person?.profile()
    if (!profile || open === null) return
    const next: AppState = {
      phase: 'ready',
      userName: profile.name,
      municipality: shown(open),
      municipalities: profile.municipalities.map(shown),
      roles: profile.roles,
      signedIn: hasSession,
    }
    if (JSON.stringify(next) !== JSON.stringify(state)) set(next)
  }

  /** Opens the files of the municipality in use, or asks which one it is to be. */
  const enter = async (mine: Person) => {
    const profile = mine.profile()
    if (!profile) return signedOut(null)
    const served = municipalityOf(profile)
    if (served === null) {
      await closeFiles()
      if (profile.municipalities.length === 0)
        return set({ phase: 'no-role', userName: profile.name, municipality: '' })
      return set({ phase: 'choose-municipality', municipalities: profile.municipalities.map(shown) })
    }
    if (open?.id !== served.id) {
      await closeFiles()
      const keys = await openDatabaseKeys(mine.vault, served.id)
      const options = {
        folder: join(mine.vault.folder, served.id),
        keys,
        apiBase: served.apiBase,
        municipalityId: served.id,
        workerUrl: deps.workerUrl,
        nativeBinding: deps.nativeBinding,
      }
      await engine.open(options, hostFor(mine), (error) => {
        open = null
        fail(error)
      })
      open = served
    }
    showReady()
    if (hasSession) engine.call('sync.now', {}).catch((error: unknown) => log.error('sync-now', error))
  }

  const hostFor = (mine: Person): EngineHost => ({
    token: (rejected) => mine.tokens.token(rejected),
    changed: (topics) => events.changed(topics),
    sync: (status) => {
      events.sync(status)
      const { lastSyncedAt } = status
      if (lastSyncedAt === null || lastSyncedAt === mine.profile()?.lastSyncedAt) return
      mine.remember((before) => ({ ...before, lastSyncedAt })).catch((error: unknown) => log.error('remember', error))
    },
    who: (who) => void turn(() => heard(mine, who)).catch(fail),
  })

  /** IMDi told again who this is: the offline period starts anew, and roles and municipalities may have changed. */
  const heard = async (mine: Person, who: Who) => {
    if (mine !== person) return
    await mine.remember((before) => ({ ...before, ...told(who, deps.now()) }))
    if (who.municipalities.some((served) => served.id === open?.id)) showReady()
    else await enter(mine)
  }

  const arrive = async (signedIn: SignedIn) => {
    const installation = await openInstallation(folders.data)
    const id = userIdOf(installation.id, config.issuer, signedIn.subject)
    if (person?.id !== id) {
      await closeFiles()
      person = await personOf(installation.id, id)
    }
    const mine = person
    await mine.tokens.accept(signedIn)
    const who = await deps.whoAmI(config.apiBase, signedIn.accessToken)
    const before = mine.profile()
    if (who.kind === 'no-role') {
      await closeFiles()
      await mine.tokens.forget()
      hasSession = false
      const municipality = before ? (municipalityOf(before)?.name ?? '') : ''
      return set({ phase: 'no-role', userName: before?.name ?? signedIn.name ?? '', municipality })
    }
    if (who.kind === 'known') {
      await mine.remember({ ...fresh, ...before, ...told(who, deps.now()), signedOut: false })
      await writeInstallation(folders.data, { ...installation, user: id })
    } else if (before === null) {
      await mine.tokens.forget()
      return signedOut('unreachable')
    } else {
      await mine.remember({ ...before, signedOut: false })
    }
    hasSession = true
    await enter(mine)
  }

  const resume = async () => {
    const installation = await openInstallation(folders.data)
    if (installation.user === null) {
      // Told before the sign-in, not after it: without a keychain nothing can be kept.
      await deps.keychain.prove()
      return signedOut(null)
    }
    person = await personOf(installation.id, installation.user)
    hasSession = (await readRefreshToken(person.vault)) !== null
    const profile = person.profile()
    const mayEnter = profile && !profile.signedOut && offlineAllowed(profile, deps.now(), config.offlineDays)
    if (hasSession && mayEnter) await enter(person)
    else signedOut(null)
  }

  const start = () => turn(() => resume().catch(fail))

  const signIn = async () => {
    if (state.phase === 'failed') await start()
    if (state.phase === 'failed') return
    attempt?.abort(new ShellFailure('sign-in-cancelled'))
    const mine = new AbortController()
    attempt = mine
    // Work goes on while the browser is open: only a user without open files sees the waiting page.
    if (state.phase !== 'ready') set({ phase: 'signing-in', known: known() })
    const opened = new Promise<void>((resolve, reject) => {
      const openBrowser = async (url: string) => {
        await deps.openBrowser(url)
        resolve()
      }
      deps.provider.signIn(openBrowser, mine.signal).then(
        (signedIn) =>
          turn(async () => {
            if (attempt !== mine) return
            attempt = null
            await arrive(signedIn).catch(fail)
            events.signedIn()
          }),
        (error: unknown) => {
          const { kind } = toFailure(error)
          reject(new ShellFailure(kind))
          if (attempt !== mine) return
          attempt = null
          log.error('sign-in', error, { kind })
          if (state.phase === 'signing-in') signedOut(kind)
        },
      )
    })
    await opened
  }

  const cancelSignIn = () => {
    attempt?.abort(new ShellFailure('sign-in-cancelled'))
    attempt = null
    if (state.phase === 'signing-in') signedOut(null)
  }

  return {
    state: () => state,
    start,
    signIn,
    cancelSignIn,
    continueOffline: () =>
      state.phase === 'failed'
        ? start()
        : turn(async () => {
            const profile = person?.profile()
            if (!person || !known()?.offlineAllowed || !profile) throw new ShellFailure('not-signed-in')
            cancelSignIn()
            await enter(person).catch(fail)
          }),
    chooseMunicipality: (id) =>
      turn(async () => {
        const mine = person
        const served = mine?.profile()?.municipalities.find((one) => one.id === id.toLowerCase())
        if (!mine || !served) throw new ShellFailure('not-found')
        if (state.phase !== 'choose-municipality' && state.phase !== 'ready') throw new ShellFailure('not-allowed-now')
        await mine.remember((before) => ({ ...before, municipalityId: served.id, lastSyncedAt: null }))
        await enter(mine).catch(fail)
      }),
    signOut: (wipe) =>
      turn(async () => {
        cancelSignIn()
        await closeFiles()
        hasSession = false
        const installation = await openInstallation(folders.data)
        const token = await person?.tokens.forget()
        if (token) void deps.provider.revoke(token)
        if (wipe && installation.user !== null) {
          await rm(join(folders.users, installation.user), { recursive: true, force: true, maxRetries: 5 })
          await deps.keychain.remove(accountOf(installation.id, installation.user))
          await writeInstallation(folders.data, { ...installation, user: null })
        } else {
          await person?.remember((before) => ({ ...before, signedOut: true }))
        }
        person = null
        signedOut(null)
      }),
    checkOfflinePeriod: () =>
      turn(async () => {
        const profile = person?.profile()
        if (!person || !profile || state.phase !== 'ready') return
        const lastSeenAt = new Date(Math.max(deps.now().getTime(), Date.parse(profile.lastSeenAt))).toISOString()
        await person.remember((before) => ({ ...before, lastSeenAt }))
        if (offlineAllowed(profile, deps.now(), config.offlineDays)) return
        await closeFiles()
        signedOut(null)
      }),
    stop: async () => {
      cancelSignIn()
      await closeFiles()
    },
  }
}

const fresh = { municipalityId: null, lastSyncedAt: null }

function told(
  who: Who,
  now: Date,
): Pick<Profile, 'name' | 'roles' | 'municipalities' | 'lastContactAt' | 'lastSeenAt'> {
  return {
    name: who.name,
    roles: [...who.roles],
    municipalities: [...who.municipalities],
    lastContactAt: now.toISOString(),
    lastSeenAt: now.toISOString(),
  }
}
