import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { AppState, Bridge } from '../../preload/contract.ts'
import type { Home } from '../support/home.ts'

declare global {
  interface Window {
    readonly tilskuddsmappen: Bridge
  }
}

const logLine = z.looseObject({ event: z.string() })
export type LogLine = z.infer<typeof logLine>

/** What the shell has written in its log so far; the app needs no test entry for what it logs anyway. */
export function logLines(home: Home, event?: string): LogLine[] {
  const lines = readFileSync(join(home.data, 'logs', 'tilskuddsmappen.log'), 'utf8')
    .trim()
    .split('\n')
  return lines
    .map((line) => logLine.parse(JSON.parse(line)))
    .filter((line) => event === undefined || line.event === event)
}

export async function appState(page: Page): Promise<AppState> {
  const answer = await page.evaluate(() => window.tilskuddsmappen.call('app.state', {}))
  if (!answer.ok) throw new Error(answer.error.kind)
  return answer.value
}

/** Asks for the sign-in as the page's button does. */
export const askToSignIn = (page: Page) => page.evaluate(() => window.tilskuddsmappen.call('session.signIn', {}))

/** Lets a server listen on this PC, and answers with its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const found = server.address()
  if (found === null || typeof found === 'string') throw new Error('the server does not listen')
  return `http://127.0.0.1:${found.port}/`
}
