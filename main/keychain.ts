import { randomBytes } from 'node:crypto'
import { ShellFailure } from './failure.ts'

/** The four calls of the operating system's keychain that are used here, as keytar names them. */
export interface KeychainDriver {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/**
 * One 32-byte key per installation and user in the operating system's keychain (Windows limits a secret to 2,560
 * bytes, so everything else is sealed with this key in files). Each call fails with `keychain-missing` or, after
 * ten seconds, with `keychain-silent`.
 */
export interface Keychain {
  /** The key, or null when the keychain answers and has none. */
  read(account: string): Promise<Buffer | null>
  /** Makes, stores and reads back a new key. */
  create(account: string): Promise<Buffer>
  remove(account: string): Promise<void>
  /**
   * Stores and removes a passing secret. A locked keyring says of every key that there is none; only a write tells
   * "locked" (`keychain-missing`) from "gone".
   */
  prove(): Promise<void>
  /**
   * Whether a call was given up but has not come back. Its thread can't be ended, and a process waits for its
   * threads before it ends.
   */
  hangs(): boolean
}

const service = 'Tilskuddsmappen'
/** A locked Linux keyring without a prompt waits for ever. */
const limitMs = 10_000

export function openKeychain(load: () => Promise<KeychainDriver> = loadKeytar, limit = limitMs): Keychain {
  let underWay = 0
  const ask = <T>(question: (driver: KeychainDriver) => Promise<T>): Promise<T> => {
    underWay += 1
    const answer = load()
      .then(question)
      .catch((cause: unknown) => {
        throw new ShellFailure('keychain-missing', '', { cause })
      })
      .finally(() => {
        underWay -= 1
      })
    return within(limit, answer)
  }

  const read = async (account: string) => {
    const stored = await ask((driver) => driver.getPassword(service, account))
    if (stored === null) return null
    const key = Buffer.from(stored, 'base64')
    // A key of another length was not written by this app: it opens nothing here, and must not be replaced.
    if (key.length !== 32) throw new ShellFailure('key-missing')
    return key
  }

  return {
    read,
    hangs: () => underWay > 0,
    create: async (account) => {
      const key = randomBytes(32)
      await ask((driver) => driver.setPassword(service, account, key.toString('base64')))
      const stored = await read(account)
      if (!stored?.equals(key)) throw new ShellFailure('keychain-missing')
      return key
    },
    remove: async (account) => {
      await ask((driver) => driver.deletePassword(service, account))
    },
    prove: async () => {
      const passing = `prove/${randomBytes(8).toString('hex')}`
      await ask((driver) => driver.setPassword(service, passing, passing))
      await ask((driver) => driver.deletePassword(service, passing))
    },
  }
}

/** Loaded at the first question, since without libsecret on the PC the loading itself fails. */
async function loadKeytar(): Promise<KeychainDriver> {
  const { default: keytar } = await import('keytar')
  return keytar
}

function within<T>(limit: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ShellFailure('keychain-silent')), limit)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
