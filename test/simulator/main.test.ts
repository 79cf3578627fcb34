import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'

const main = new URL('./main.ts', import.meta.url).pathname
const children = new Set<ReturnType<typeof spawn>>()
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
})

function run(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  const lines: string[] = []
  let complaint = ''
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code, lines, complaint }))
  return { child, lines, ended }
}

async function firstLine(started: ReturnType<typeof run>): Promise<string> {
  while (started.lines.length === 0 && started.child.exitCode === null)
    await new Promise((done) => setTimeout(done, 20))
  return started.lines[0] ?? ''
}

describe('the simulator as a process', () => {
  test('prints one JSON line, serves, obeys the command line and ends at SIGTERM', async () => {
    const started = run('--cases', '25', '--seed', '3', '--year', '2022', '--fault', 'slow=1')
    const told = JSON.parse(await firstLine(started))
    expect(Object.keys(told)).toEqual(['url', 'apiBase', 'issuer', 'clientId', 'users'])
    expect(Number(new URL(told.url).port)).toBeGreaterThanOrEqual(20_000)
    expect(told.users[0]).toMatchObject({ username: 'ingrid.solbakken', otp: '123456', kommuner: ['3804'] })
    const rows = await fetch(`${told.apiBase}imdi_termins`, {
      headers: { authorization: `Bearer ${told.users[0].accessToken}` },
    })
    expect(JSON.stringify(await rows.json())).toContain('31-12-2022')

    const paid = await run('time', told.url, 'pay-term').ended
    expect([paid.code, JSON.parse(paid.lines[0] ?? '')]).toMatchObject([0, { term: '31-12-2022', kommune: '3804' }])
    const moved = await run('time', told.url, 'move-away', 'count=2').ended
    expect(JSON.parse(moved.lines[0] ?? '').ids).toHaveLength(2)
    const wrong = await run('time', told.url, 'nonsense').ended
    expect(wrong.code).toBe(2)

    const began = Date.now()
    started.child.kill('SIGTERM')
    const end = await started.ended
    expect([end.code, end.lines.length, end.complaint]).toEqual([0, 1, ''])
    expect(Date.now() - began).toBeLessThan(2000)
  })

  test('says what is wrong with its arguments, and lists the faults in its help', async () => {
    const [cases, fault, help] = await Promise.all([
      run('--cases', '5').ended,
      run('--fault', 'nonsense').ended,
      run('--help').ended,
    ])
    expect([cases.code, cases.complaint]).toEqual([2, expect.stringContaining('from 20 to 1000000')])
    expect([fault.code, fault.complaint]).toEqual([2, expect.stringContaining('Unknown fault')])
    expect([help.code, help.lines.join('\n')]).toEqual([0, expect.stringContaining('page-out-of-order')])
  })
})
