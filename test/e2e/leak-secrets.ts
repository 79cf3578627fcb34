import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { unseal } from '../../main/seal.ts'
import type { Home } from '../support/home.ts'
import type { Secret } from '../support/leak-search-patterns.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'

/** A secret with what it is, for the message when it is found. */
export interface NamedSecret {
  readonly what: string
  readonly secret: Secret
}

const municipality = '3804'
const shortestWord = 6
/** Whatever writes rows to a file writes more than a few of them; with all of 20,000 cases' the search takes minutes. */
const mostOfAKind = 1_500

/**
 * What IMDi's rows say of persons: names, identity, DUF and case numbers, payment references, titles, notes and answers.
 * A name of fewer than six letters is looked for beside the other name only, since by itself it turns up by chance.
 */
export async function rowSecrets(simulator: SimulatorProcess): Promise<NamedSecret[]> {
  const cases = await simulator.rows(municipality, 'imdi_tilskuddssaks')
  const payouts = await simulator.rows(municipality, 'imdi_utbetalings')
  const requests = await simulator.rows(municipality, 'imdi_endringsforesporsels')
  const notes = await simulator.rows(municipality, 'annotations')
  const of = (rows: readonly Record<string, unknown>[], column: string, what: string) =>
    rows.map((row) => ({ what, text: row[column] }))
  const texts = [
    ...cases.map((row) => ({ what: 'full name', text: `${row.imdi_fornavn} ${row.imdi_etternavn}` })),
    ...cases.map((row) => ({ what: 'full name', text: `${row.imdi_etternavn}, ${row.imdi_fornavn}` })),
    ...of(cases, 'imdi_fornavn', 'given name'),
    ...of(cases, 'imdi_etternavn', 'family name'),
    ...of(cases, 'imdi_fodselsnummer', 'identity number'),
    ...of(cases, 'imdi_dufnummer', 'DUF number'),
    ...of(cases, 'imdi_saksnummer', 'case number'),
    ...of(payouts, 'imdi_referanse', 'payment reference'),
    ...of(requests, 'subject', 'title'),
    ...of(requests, 'imdi_svar', 'answer'),
    ...of(requests, 'imdi_sendtav', 'sender'),
    ...of(notes, 'notetext', 'note'),
  ]
  const found = new Map<string, NamedSecret>()
  const counts = new Map<string, number>()
  for (const { what, text } of texts) {
    if (typeof text !== 'string' || text.length < shortestWord || found.has(text)) continue
    const count = counts.get(what) ?? 0
    if (count >= mostOfAKind) continue
    counts.set(what, count + 1)
    found.set(text, { what, secret: text })
  }
  return [...found.values()]
}

/** Who signed in and with what, and every token the simulator gave out. */
export async function sessionSecrets(simulator: SimulatorProcess): Promise<NamedSecret[]> {
  const tokens = await simulator.tokens()
  return [
    { what: 'user name', secret: simulator.user.username },
    { what: 'password', secret: simulator.user.password },
    ...tokens.map((secret) => ({ what: 'token', secret })),
  ]
}

/** The key in the keychain and what it seals: the databases' keys, as text and as bytes, and the refresh token. */
export async function keySecrets(home: Home, env: Readonly<Record<string, string>>): Promise<NamedSecret[]> {
  const sealing = await keychainKeys({ ...home.env, ...env })
  const users = join(home.data, 'users')
  const sealed = readdirSync(users, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sealed'))
  const opened = sealed.map((name) => {
    // Each file is sealed for its own place under its user's folder.
    const purpose = name
      .split(sep)
      .slice(1)
      .join('/')
      .replace(/\.sealed$/, '')
    const bytes = readFileSync(join(users, name))
    const plain = sealing.map((key) => unseal(key, bytes, purpose)).find((it) => it !== null)
    if (plain === undefined) throw new Error(`no key of the keychain opens ${relative(home.folder, name)}`)
    return plain.toString()
  })
  const databaseKeys = opened.flatMap((text) => text.match(/\b[0-9a-f]{64}\b/g) ?? [])
  const refresh = opened.flatMap((text) => /"refreshToken":"([^"]+)"/.exec(text)?.[1] ?? [])
  return [
    ...sealing.map((secret) => ({ what: 'sealing key', secret })),
    ...databaseKeys.map((secret) => ({ what: 'database key', secret })),
    ...databaseKeys.map((hex) => ({ what: 'database key', secret: Buffer.from(hex, 'hex') })),
    ...refresh.map((secret) => ({ what: 'refresh token', secret })),
  ]
}

const credentials = z.array(z.object({ account: z.string(), password: z.string() }))

/** Asked by a process of its own: the keychain of a test is reached through that test's D-Bus alone. */
async function keychainKeys(env: Readonly<Record<string, string>>): Promise<Buffer[]> {
  const ask = `import keytar from 'keytar'
    console.log(JSON.stringify(await keytar.findCredentials('Tilskuddsmappen')))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', ask], {
    env: { PATH: process.env.PATH, ...env },
  })
  return credentials.parse(JSON.parse(stdout)).map(({ password }) => Buffer.from(password, 'base64'))
}
