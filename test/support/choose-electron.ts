import { ensureElectron } from '../runtime/electron.ts'

let ready: Promise<void> | null = null

/**
 * Sees to it that Playwright's `_electron` finds an Electron that starts here (it follows the environment of its own
 * process). Quick when the run was started through npm, which has already chosen.
 */
export function chooseElectron(): Promise<void> {
  ready ??= ensureElectron(() => {}).then((choice) => void Object.assign(process.env, choice.env))
  return ready
}

const isRoot = () => process.getuid?.() === 0

/** As root Chromium's sandbox can't work; everywhere else it stays on. */
export const sandboxArgs = (): string[] => (isRoot() ? ['--no-sandbox'] : [])

/** The same for Playwright, which would otherwise switch the sandbox off on Linux by itself. */
export const chromiumSandbox = (): boolean => !isRoot()
