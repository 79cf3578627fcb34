/** A secret as it would lie in a file: its text in many spellings and encodings, or its bytes. */
export type Secret = string | Uint8Array

export interface Pattern {
  readonly secret: number
  readonly encoding: string
  /** ASCII letters in lower case: what is compared first. */
  readonly folded: Uint8Array
  /** Compared as it is when the case matters; null when it does not. */
  readonly exact: Uint8Array | null
}

/** Shorter secrets turn up in any large file by chance. */
export const shortest = 5
/** From this length on, upper and lower case count as the same. */
const foldFrom = 6

const lower = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte)
export const foldTable = Uint8Array.from({ length: 256 }, (_, byte) => lower(byte))

const swapped = (utf16: Buffer) => Buffer.from(utf16).swap16()

/** The characters of a base64 text that depend on the secret alone, for each of the three ways it can be aligned. */
function base64Cores(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor(((before + bytes.length) * 8) / 6)
    return text.slice(from, to)
  })
}

type Encoded = readonly [encoding: string, bytes: Uint8Array, exact: boolean]

/** The text as a program may hold it. */
function readable(text: string): Encoded[] {
  const utf8 = Buffer.from(text)
  const utf16 = Buffer.from(text, 'utf16le')
  const found: Encoded[] = [
    ['utf-8', utf8, text.length < foldFrom],
    ['utf-16le', utf16, false],
    ['utf-16be', swapped(utf16), false],
  ]
  const single = utf8.length !== text.length && Buffer.from(text, 'latin1')
  if (single && single.toString('latin1') === text) found.push(['latin-1', single, false])
  return found
}

/** The text as it is wrapped for a journey. */
function wrapped(text: string): Encoded[] {
  const utf8 = Buffer.from(text)
  const found: Encoded[] = [['hex', Buffer.from(utf8.toString('hex')), false], ...base64(utf8)]
  if (utf8.length !== text.length) found.push(['json', Buffer.from(escapeJson(text)), false])
  const percent = encodeURIComponent(text)
  return percent === text ? found : [...found, ['percent', Buffer.from(percent), false]]
}

/**
 * As it is, taken apart (NFD), and, where a person would read it, in other case: ASCII letters are folded when
 * comparing, others are not.
 */
function spelled(secret: string): Encoded[] {
  const forms = [...new Set([secret.normalize('NFC'), secret.normalize('NFD')])]
  const cases = new Set(forms.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase()]))
  return [...[...cases].flatMap(readable), ...forms.flatMap(wrapped)]
}

function base64(bytes: Uint8Array): Encoded[] {
  return base64Cores(bytes).flatMap((core, at): Encoded[] => {
    const url = core.replaceAll('+', '-').replaceAll('/', '_')
    const plain: Encoded = [`base64/${at}`, Buffer.from(core), true]
    return url === core ? [plain] : [plain, [`base64url/${at}`, Buffer.from(url), true]]
  })
}

const escapeJson = (text: string) =>
  text.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

function encodedBytes(secret: Uint8Array): Encoded[] {
  const hex = Buffer.from(Buffer.from(secret).toString('hex'))
  return [['bytes', secret, true], ['hex', hex, false], ...base64(secret)]
}

/** All patterns of all secrets. Throws for a secret too short to tell from chance. */
export function patternsOf(secrets: readonly Secret[]): Pattern[] {
  return secrets.flatMap((secret, index) => {
    if (secret.length < shortest) {
      throw new Error(`Secret ${index} is shorter than ${shortest}: it would be found anywhere`)
    }
    const own = new Map<string, Pattern>()
    for (const [encoding, bytes, exact] of typeof secret === 'string' ? spelled(secret) : encodedBytes(secret)) {
      const folded = Uint8Array.from(bytes, lower)
      const key = Buffer.from(exact ? bytes : folded).toString('latin1')
      if (bytes.length >= shortest && !own.has(key)) {
        own.set(key, { secret: index, encoding, folded, exact: exact ? bytes : null })
      }
    }
    return [...own.values()]
  })
}
