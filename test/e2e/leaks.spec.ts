import { readdirSync } from 'node:fs'
import { expect, test } from '../support/e2e.ts'
import { allSecrets, expectPlantsFound, leaks } from './leak-check.ts'
import { readAndWrite, readLists, refreshTokens, sendDraft } from './leak-job.ts'
import { watchWrites } from './written-elsewhere.ts'

test('after a SIGKILL, and after quitting, no file of the user holds a name, number, text, key or token in clear', async ({
  launch,
  simulator,
  user,
}) => {
  const { home, env } = user
  const check = { home, env, simulator }
  const writes = watchWrites(home)

  const killed = await launch()
  writes.follow(killed)
  await readAndWrite(killed, simulator)
  await killed.kill()
  const atKill = await allSecrets(check)
  expect(kindsOf(atKill)).toEqual(expectedKinds)
  expect(leaks(home, atKill)).toEqual([])

  const app = await launch()
  writes.follow(app)
  await expect(app.page.getByRole('heading', { level: 1, name: 'Oversikt' })).toBeVisible({ timeout: 30_000 })
  await readLists(app, simulator)
  await refreshTokens(app, simulator)
  await sendDraft(app, simulator)
  await app.close()
  writes.stop()
  // The tokens, texts and keys of before must not have been left behind either.
  const secrets = await allSecrets(check, atKill)
  expect(leaks(home, secrets)).toEqual([])
  expect(readdirSync(home.data, { recursive: true, encoding: 'utf8' })).toContain('chromium')

  expect(writes.elsewhere()).toEqual([])
  // SQLite's spilled sorts are called so.
  expect(writes.temporary().filter((name) => name.startsWith('etilqs_'))).toEqual([])

  expectPlantsFound(home, secrets)
})

const expectedKinds = [
  'answer',
  'case number',
  'database key',
  'DUF number',
  'family name',
  'full name',
  'given name',
  'identity number',
  'note',
  'password',
  'payment reference',
  'refresh token',
  'sealing key',
  'sender',
  'title',
  'token',
  'typed text',
  'user name',
]

const kindsOf = (secrets: readonly { readonly what: string }[]) =>
  [...new Set(secrets.map(({ what }) => what))].toSorted((a, b) => a.localeCompare(b, 'en'))
