import { join } from 'node:path'
import type { EngineHost, Who } from '../db/client.ts'
import type { SyncStatus, Topic } from '../db/domain.ts'
import type { AppState, KnownUser } from '../preload/contract.ts'
import type { ErrorKind } from '../preload/result.ts'
import { isSafeAddress } from './address.ts'
import { after } from './after.ts'
import type { Config } from './config.ts'
import type { EngineControl } from './engine-host.ts'
import { ShellFailure, toFailure } from './failure.ts'
import type { Folders } from './files.ts'
import type { Keychain } from './keychain.ts'
import type { Log } from './log.ts'
import { accountOf, knownUser, municipalityOf, openPerson, type Person, shown } from './person.ts'
import {
  type Installation,
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
import { removeUser, sweepRemoved } from './wipe.ts'

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

/** So long the window has to hand over the last key presses when its files are closed without its asking. */
const lastWordsMs = 300

export function createFlow(deps: FlowDeps): Flow {
  const { config, engine, events, folders, log } = deps
  let state: AppState = { phase: 'starting' }
  let person: Person | null = null
  /** Whose files were last opened, or tried to be: the one whom "start over" is about. */
  let tried: string | null = null
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

  /** Closes the files under a window that works with them: it is told first, so that it can save what is typed. */
  const leaveFiles = async (next: AppState) => {
    set(next)
    if (open !== null) await after(lastWordsMs)
    await closeFiles()
  }

  /** What is remembered only lags behind when it can't be written; the work under way is not to suffer. */
  const remember = (mine: Person, change: (before: Profile) => Profile) =>
    mine.remember(change).catch((error: unknown) => log.error('remember', error))

  /** The user of this id; another user's files are closed before this one's are touched. */
  const become = async (installationId: string, id: string): Promise<Person> => {
    tried = id
    if (person?.id === id) return person
    if (open !== null) await leaveFiles({ phase: 'starting' })
    await closeFiles()
    person = null
    hasSession = false
    person = await personOf(installationId, id)
    return person
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
    if (!person || !profile || open === null) return
    const next: AppState = {
      phase: 'ready',
      user: person.id,
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
      void remember(mine, (before) => ({ ...before, lastSyncedAt }))
    },
    who: (who) => void turn(() => heard(mine, who)).catch(fail),
    noRole: () =>
      void turn(async () => {
        if (mine === person && open !== null) await loseRole(mine, mine.profile()?.name ?? '')
      }).catch(fail),
  })

  /** IMDi told that the user has no role: the rows stay closed, drafts lie where they are until there is one again. */
  const loseRole = async (mine: Person, userName: string) => {
    const profile = mine.profile()
    const municipality = profile ? (municipalityOf(profile)?.name ?? '') : ''
    hasSession = false
    await remember(mine, (before) => ({ ...before, noRole: true }))
    await leaveFiles({ phase: 'no-role', userName, municipality })
    await mine.tokens.forget()
  }

  /** IMDi told again who this is: the offline period starts anew, and roles and municipalities may have changed. */
  const heard = async (mine: Person, who: Who) => {
    if (mine !== person || open === null) return
    if (who.roles.length === 0) return loseRole(mine, who.name)
    // The token goes to these addresses, so they are held to the same rule as the configured one.
    const municipalities = who.municipalities.filter(({ apiBase }) => isSafeAddress(apiBase))
    if (municipalities.length < who.municipalities.length) log.warn('unsafe-address')
    await remember(mine, (before) => ({ ...before, ...told({ ...who, municipalities }, deps.now()) }))
    if (municipalities.some((served) => served.id === open?.id)) showReady()
    else {
      await leaveFiles({ phase: 'starting' })
      await enter(mine)
    }
  }

  const arrive = async (signedIn: SignedIn) => {
    const installation = await openInstallation(folders.data)
    const id = userIdOf(installation.id, config.issuer, signedIn.subject)
    const mine = await become(installation.id, id)
    await mine.tokens.accept(signedIn)
    const who = await deps.whoAmI(config.apiBase, signedIn.accessToken)
    const before = mine.profile()
    if (who.kind === 'no-role' || (who.kind === 'known' && who.roles.length === 0))
      return loseRole(mine, before?.name ?? signedIn.name ?? '')
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
    await sweepRemoved(folders.users).catch((error: unknown) => log.error('sweep', error))
    if (installation.user === null) {
      // Told before the sign-in, not after it: without a keychain nothing can be kept.
      await deps.keychain.prove()
      return signedOut(null)
    }
    const mine = await become(installation.id, installation.user)
    hasSession = (await readRefreshToken(mine.vault)) !== null
    const profile = mine.profile()
    const mayEnter = profile && !profile.signedOut && offlineAllowed(profile, deps.now(), config.offlineDays)
    if (hasSession && mayEnter) await enter(mine)
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

  /** What there is to do to leave nothing of a user on this PC. */
  const wiping = (installation: Installation, id: string) => [
    () => removeUser(folders.users, id),
    () => deps.keychain.remove(accountOf(installation.id, id)),
    async () => {
      if (installation.user === id) await writeInstallation(folders.data, { ...installation, user: null })
    },
  ]

  /** Signing out is done as far as it can be; answers with the first thing that was in its way. */
  const doAll = async (steps: readonly (() => Promise<void>)[]): Promise<ErrorKind | null> => {
    let failure: ErrorKind | null = null
    for (const step of steps) {
      try {
        await step()
      } catch (error) {
        log.error('sign-out', error)
        failure ??= toFailure(error).kind
      }
    }
    return failure
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
        const installation = await openInstallation(folders.data)
        cancelSignIn()
        await closeFiles()
        hasSession = false
        const id = tried ?? installation.user
        const mine = person
        const failure = await doAll([
          async () => {
            const token = await mine?.tokens.forget()
            if (token) void deps.provider.revoke(token)
          },
          ...(wipe && id !== null
            ? wiping(installation, id)
            : [async () => mine?.remember((before) => ({ ...before, signedOut: true }))]),
        ])
        person = null
        tried = null
        signedOut(failure)
      }),
    checkOfflinePeriod: () =>
      turn(async () => {
        const profile = person?.profile()
        if (!person || !profile || state.phase !== 'ready') return
        const allowed = offlineAllowed(profile, deps.now(), config.offlineDays)
        if (!allowed) await leaveFiles({ phase: 'signed-out', known: known(), failure: null })
        const lastSeenAt = new Date(Math.max(deps.now().getTime(), Date.parse(profile.lastSeenAt))).toISOString()
        await remember(person, (before) => ({ ...before, lastSeenAt }))
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
): Pick<Profile, 'name' | 'roles' | 'municipalities' | 'lastContactAt' | 'lastSeenAt' | 'noRole'> {
  return {
    name: who.name,
    roles: [...who.roles],
    municipalities: [...who.municipalities],
    lastContactAt: now.toISOString(),
    lastSeenAt: now.toISOString(),
    noRole: false,
  }
}
