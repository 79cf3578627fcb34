import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A helper process (display, keyring, simulator) that can't outlive the one that started it. */
export interface Started {
  readonly child: ChildProcess
  readonly pid: number
  /** Ends the process and all it started; asks first, insists after `patience` ms (default 3 s). */
  stop(patience?: number): Promise<void>
}

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly stdio?: ('ignore' | 'pipe' | 'inherit')[]
}

const running = new Set<number>()

/** Starts `command` in a process group of its own. On Linux the kernel kills it when this process is gone. */
export function start(command: string, args: readonly string[], options: StartOptions = {}): Started {
  const bound = process.platform === 'linux' && existsSync('/usr/bin/setpriv')
  const child = spawn(
    bound ? '/usr/bin/setpriv' : command,
    bound ? ['--pdeathsig', 'KILL', command, ...args] : [...args],
    {
      detached: process.platform !== 'win32',
      stdio: options.stdio ?? ['ignore', 'pipe', 'pipe'],
      ...(options.env && { env: options.env }),
      ...(options.cwd && { cwd: options.cwd }),
    },
  )
  const { pid } = child
  if (pid === undefined) throw new Error(`${command} could not be started`)
  running.add(pid)
  child.once('exit', () => running.delete(pid))
  return {
    child,
    pid,
    stop: async (patience = 3_000) => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
        signalGroup(pid, 'SIGTERM')
        await Promise.race([gone, sleep(patience)])
      }
      await killGroup(pid)
    },
  }
}

process.once('exit', () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL')
})

/** Kills every process of the group that `leader` leads, and answers when none is left. */
export async function killGroup(leader: number): Promise<void> {
  signalGroup(leader, 'SIGKILL')
  for (let left = 100; left > 0 && membersOf(leader).length > 0; left--) {
    await sleep(20)
    signalGroup(leader, 'SIGKILL')
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, signal)
  } catch {
    // Already gone.
  }
}

export interface LivingProcess {
  readonly pid: number
  readonly command: string
}

/** The living processes of a group and all they started (Linux; zombies do not count). */
export function membersOf(leader: number): LivingProcess[] {
  if (process.platform !== 'linux') return []
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)))
  const found = new Set(all.filter((it) => it.group === leader || it.pid === leader).map((it) => it.pid))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const it of all) if (found.has(it.parent)) found.add(it.pid)
  }
  return all.filter((it) => found.has(it.pid) && it.state !== 'Z').map(({ pid, command }) => ({ pid, command }))
}

function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state = '', parent = '', group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return [{ pid, state, parent: Number(parent), group: Number(group), command }]
  } catch {
    return []
  }
}
