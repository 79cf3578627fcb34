import { Readable } from 'node:stream'
import { start } from './processes.ts'

/** A screen to draw on. */
export interface Display {
  /** To be laid over the environment of what draws. */
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** True where windows need an X or Wayland display and there is none. */
export const lacksDisplay = (): boolean =>
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY

/** The display at hand, with the variables that name it, else a virtual one of our own. */
export async function ensureDisplay(): Promise<Display> {
  if (!lacksDisplay()) {
    const named = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY'].flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value] as const]
    })
    return { env: Object.fromEntries(named), stop: async () => {} }
  }
  return await startDisplay()
}

/** A virtual display; the X server picks a free number itself. */
export async function startDisplay(size = '1920x1200x24'): Promise<Display> {
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset']
  const server = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const number = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk
    })
    server.child.once('exit', () => reject(new Error(`Xvfb did not start: ${said}`)))
    let answer = ''
    const pipe = server.child.stdio[3]
    if (!(pipe instanceof Readable)) return reject(new Error('no pipe to Xvfb'))
    pipe.on('data', (chunk: Buffer) => {
      answer += chunk
      if (answer.includes('\n')) resolve(answer.trim())
    })
  })
  return { env: { DISPLAY: `:${number}` }, stop: () => server.stop() }
}
