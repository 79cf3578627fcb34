import { fileURLToPath } from 'node:url'
import { type ElectronChoice, ensureElectron } from './electron.ts'
import { endOnInterrupt } from './interrupt.ts'
import { run } from './run.ts'
import { ensureSystemPackages } from './system-packages.ts'

export const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** Makes the machine ready to run the app, and lets everything started from here find its Electron. */
export async function prepare(say: (line: string) => void = console.log): Promise<ElectronChoice> {
  ensureSystemPackages(false, say)
  const choice = await ensureElectron(say)
  Object.assign(process.env, choice.env)
  return choice
}

/** Builds main, engine, preload and window into `out/`. */
export const build = (): Promise<string> => npm(['run', 'build', '--silent'])

/** Runs npm as this process was itself started, else the one on the PATH. */
export function npm(args: readonly string[]): Promise<string> {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...args], { cwd: checkout })
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: checkout })
}

/** For the first lines of a command: a failure is one sentence, not a stack. */
export async function orSay(work: () => Promise<number>): Promise<void> {
  endOnInterrupt()
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
