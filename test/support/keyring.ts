import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Home } from './home.ts'
import { type Started, start } from './processes.ts'

/**
 * The keychain of a test's own user, on a D-Bus of its own.
 * `unlocked`: as after logging in. `locked`: a keyring whose password nobody asks for, so that it refuses at once.
 * `prompting`: a locked one that asks in a window nobody answers, so that it keeps silent (needs `display`).
 * `absent`: no Secret Service.
 */
export type KeyringState = 'unlocked' | 'locked' | 'prompting' | 'absent'

export interface Keyring {
  /** To be laid over the environment of the app. */
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** Only Linux keeps the keychain behind D-Bus; elsewhere the user's own is used and there is nothing to start. */
export async function startKeyring(
  home: Home,
  state: KeyringState = 'unlocked',
  display: Readonly<Record<string, string>> = {},
): Promise<Keyring> {
  if (process.platform !== 'linux') return { env: {}, stop: async () => {} }
  const address = `unix:path=${join(home.folder, 'run/bus')}`
  const env = { ...process.env, ...home.env, ...display, DBUS_SESSION_BUS_ADDRESS: address }
  const started: Started[] = []
  const stop = async () => {
    for (const it of started.toReversed()) await it.stop(500)
  }
  try {
    const config = join(home.folder, 'run/bus.conf')
    writeFileSync(config, busConfig(address, state === 'prompting'))
    started.push(
      start('dbus-daemon', [`--config-file=${config}`, '--nofork'], { env, stdio: ['ignore', 'ignore', 'ignore'] }),
    )
    await until('the D-Bus', () => onBus(env, 'org.freedesktop.DBus'))
    if (state !== 'absent') {
      const first = await startDaemon(env, 'secret')
      started.push(first)
      if (state !== 'unlocked') {
        await first.stop(500)
        started.push(await startDaemon(env, null))
      }
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { env: { DBUS_SESSION_BUS_ADDRESS: address }, stop }
}

/** The daemon makes or unlocks the login keyring with `password`, or leaves it locked. */
async function startDaemon(env: NodeJS.ProcessEnv, password: string | null): Promise<Started> {
  const args = ['--foreground', '--components=secrets', ...(password === null ? [] : ['--unlock'])]
  const daemon = start('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] })
  daemon.child.stdin?.end(password ?? '')
  await until('the keyring', () => onBus(env, 'org.freedesktop.secrets'))
  return daemon
}

/** `activates`: whether the bus may start what is asked for (the prompter); else only what we start answers. */
const busConfig = (
  address: string,
  activates: boolean,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  ${activates ? '<standard_session_servicedirs/>' : ''}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

const execute = promisify(execFile)

async function onBus(env: NodeJS.ProcessEnv, name: string): Promise<boolean> {
  const args = ['--print-reply', '--reply-timeout=1000', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  try {
    await execute('dbus-send', [...args, 'org.freedesktop.DBus.GetNameOwner', `string:${name}`], { env })
    return true
  } catch {
    return false
  }
}

/** For programs that need no D-Bus: without it, libdbus would start a bus of its own that outlives them. */
export const noBus = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } as const

/** Whether this session has a Secret Service, running or started when asked for. */
export async function hasSecretService(): Promise<boolean> {
  const socket = join(process.env.XDG_RUNTIME_DIR ?? '/run/user/none', 'bus')
  if (!process.env.DBUS_SESSION_BUS_ADDRESS && !existsSync(socket)) return false
  if (await onBus(process.env, 'org.freedesktop.secrets')) return true
  const args = ['--print-reply', '--reply-timeout=1000', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  return await execute('dbus-send', ['--session', ...args, 'org.freedesktop.DBus.ListActivatableNames']).then(
    ({ stdout }) => stdout.includes('"org.freedesktop.secrets"'),
    () => false,
  )
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) if (await holds()) return
  throw new Error(`${what} did not start within 10 s`)
}
