import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sandboxArgs } from '../support/choose-electron.ts'
import { type Home, makeHome } from '../support/home.ts'
import { hasSecretService, startKeyring } from '../support/keyring.ts'
import { type SimulatorProcess, startSimulatorProcess } from '../support/simulator-process.ts'
import type { ElectronChoice } from './electron.ts'
import { isOnPath } from './system-packages.ts'

/** A simulated IMDi, and what the app must be told to use it. Everything goes when it is stopped. */
export interface Demo {
  readonly simulator: SimulatorProcess
  readonly env: NodeJS.ProcessEnv
  stop(): Promise<void>
}

/** 2,000 cases in 2021. The app's files lie in a temporary folder; the caseworker's own browser signs in. */
export async function startDemo(electron: ElectronChoice, cases: number): Promise<Demo> {
  const home = makeHome()
  const stops: (() => void | Promise<void>)[] = [() => home.remove()]
  const stop = async () => {
    for (const it of stops.toReversed()) await it()
  }
  try {
    const simulator = await startSimulatorProcess({ cases })
    stops.push(() => simulator.stop())
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      TILSKUDDSMAPPEN_API_BASE: simulator.apiBase,
      TILSKUDDSMAPPEN_ISSUER: simulator.issuer,
      TILSKUDDSMAPPEN_CLIENT_ID: simulator.clientId,
      TILSKUDDSMAPPEN_DATA: home.data,
    }
    if (process.platform === 'linux' && !(await hasSecretService())) {
      console.log('This session has no keyring; a passing one is used.')
      const keyring = await startKeyring(home)
      stops.push(() => keyring.stop())
      Object.assign(env, keyring.env)
    }
    if (process.platform === 'linux' && !isOnPath('xdg-open')) {
      console.log('There is no xdg-open here; a plain window serves as the browser.')
      env.PATH = [ownBrowser(home, electron), env.PATH].join(delimiter)
    }
    return { simulator, env, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The line that tells how to sign in. */
export function signInLine({ user }: SimulatorProcess): string {
  return `Sign in as  ${user.username}  password  ${user.password}  one-time code  ${user.otp}`
}

/** A folder with an `xdg-open` that shows the address in a second Electron. */
function ownBrowser(home: Home, electron: ElectronChoice): string {
  const folder = join(home.folder, 'bin')
  const browser = fileURLToPath(new URL('../support/browser', import.meta.url))
  const profile = join(home.folder, 'browser')
  mkdirSync(folder)
  mkdirSync(profile)
  const command = [electron.executable, browser, ...sandboxArgs()].map((it) => `'${it}'`).join(' ')
  const script = `#!/bin/sh\nHOME='${profile}' exec ${command} "$1"\n`
  writeFileSync(join(folder, 'xdg-open'), script)
  chmodSync(join(folder, 'xdg-open'), 0o755)
  return folder
}
