import type { CallName, EventName } from './contract.ts'

/** The names the window may use, as plain values: the preload script carries no schemas. */
export const callNames = [
  'app.info',
  'app.state',
  'cases.get',
  'cases.open',
  'cases.page',
  'dashboard.get',
  'drafts.create',
  'drafts.get',
  'drafts.remove',
  'drafts.restore',
  'drafts.save',
  'drafts.submit',
  'requests.edit',
  'requests.get',
  'requests.list',
  'requests.sendAnyway',
  'requests.withdraw',
  'session.cancelSignIn',
  'session.chooseMunicipality',
  'session.continueOffline',
  'session.signIn',
  'session.signOut',
  'settings.get',
  'settings.set',
  'sync.now',
  'sync.status',
  'sync.stop',
] as const satisfies readonly CallName[]

export const eventNames = ['app-state', 'changed', 'sync'] as const satisfies readonly EventName[]

/** The two channels: one for calls (with the name inside), one for events. */
export const channels = { call: 'tilskuddsmappen:call', event: 'tilskuddsmappen:event' } as const
