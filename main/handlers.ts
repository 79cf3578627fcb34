import type { Call } from '../db/calls.ts'
import { type AppInfo, type CallName, contract, type Settings } from '../preload/contract.ts'
import type { Result } from '../preload/result.ts'
import type { EngineControl } from './engine-host.ts'
import type { Flow } from './flow.ts'
import type { SettingsFile } from './settings.ts'

/** One function per call of the contract; the arguments are parsed before anything is done. */
export type Handlers = { readonly [N in CallName]: (args: unknown) => Promise<Result<unknown>> }

export interface HandlerDeps {
  readonly flow: Flow
  readonly engine: EngineControl
  readonly settings: SettingsFile
  readonly info: AppInfo
  readonly applyTheme: (theme: Settings['theme']) => void
}

export function createHandlers({ flow, engine, settings, info, applyTheme }: HandlerDeps): Handlers {
  return {
    'app.state': checked(contract['app.state'], async () => flow.state()),
    'app.info': checked(contract['app.info'], async () => info),
    'settings.get': checked(contract['settings.get'], async () => settings.settings()),
    'settings.set': checked(contract['settings.set'], async (value) => {
      applyTheme(value.theme)
      return done(settings.setSettings(value))
    }),
    'session.signIn': checked(contract['session.signIn'], () => done(flow.signIn())),
    'session.cancelSignIn': checked(contract['session.cancelSignIn'], async () => {
      flow.cancelSignIn()
      return null
    }),
    'session.continueOffline': checked(contract['session.continueOffline'], () => done(flow.continueOffline())),
    'session.chooseMunicipality': checked(contract['session.chooseMunicipality'], ({ id }) =>
      done(flow.chooseMunicipality(id)),
    ),
    'session.signOut': checked(contract['session.signOut'], ({ wipe }) => done(flow.signOut(wipe))),
    'cases.open': checked(contract['cases.open'], (args) => engine.call('cases.open', args)),
    'cases.page': checked(contract['cases.page'], (args) => engine.call('cases.page', args)),
    'cases.get': checked(contract['cases.get'], (args) => engine.call('cases.get', args)),
    'dashboard.get': checked(contract['dashboard.get'], (args) => engine.call('dashboard.get', args)),
    'requests.list': checked(contract['requests.list'], (args) => engine.call('requests.list', args)),
    'requests.get': checked(contract['requests.get'], (args) => engine.call('requests.get', args)),
    'requests.edit': checked(contract['requests.edit'], (args) => engine.call('requests.edit', args)),
    'requests.sendAnyway': checked(contract['requests.sendAnyway'], (args) => engine.call('requests.sendAnyway', args)),
    'requests.withdraw': checked(contract['requests.withdraw'], (args) => engine.call('requests.withdraw', args)),
    'drafts.create': checked(contract['drafts.create'], (args) => engine.call('drafts.create', args)),
    'drafts.get': checked(contract['drafts.get'], (args) => engine.call('drafts.get', args)),
    'drafts.save': checked(contract['drafts.save'], (args) => engine.call('drafts.save', args)),
    'drafts.remove': checked(contract['drafts.remove'], (args) => engine.call('drafts.remove', args)),
    'drafts.restore': checked(contract['drafts.restore'], (args) => engine.call('drafts.restore', args)),
    'drafts.submit': checked(contract['drafts.submit'], (args) => engine.call('drafts.submit', args)),
    'sync.status': checked(contract['sync.status'], (args) => engine.call('sync.status', args)),
    'sync.now': checked(contract['sync.now'], (args) => engine.call('sync.now', args)),
    'sync.stop': checked(contract['sync.stop'], (args) => engine.call('sync.stop', args)),
  }
}

function checked<Args, Value>(call: Call<Args, Value>, work: (args: Args) => Promise<Value>) {
  return async (raw: unknown): Promise<Result<Value>> => {
    const parsed = call.args.safeParse(raw)
    if (!parsed.success) {
      // The path names the field; the message would quote what was typed.
      return { ok: false, error: { kind: 'bad-arguments', detail: parsed.error.issues[0]?.path.join('.') ?? '' } }
    }
    return { ok: true, value: await work(parsed.data) }
  }
}

const done = (work: Promise<void>): Promise<null> => work.then(() => null)
