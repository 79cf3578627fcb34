import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const magic = Buffer.from('TM1')
const ivLength = 12
const tagLength = 16

/**
 * Encrypts with AES-256-GCM. `purpose` names what is sealed and is authenticated along with it, so that one sealed
 * file can't be put in the place of another.
 */
export function seal(key: Uint8Array, plain: Uint8Array, purpose: string): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([magic, iv, cipher.getAuthTag(), body])
}

/** The sealed bytes in clear, or null when they are damaged, of another purpose, or sealed with another key. */
export function unseal(key: Uint8Array, sealed: Uint8Array, purpose: string): Buffer | null {
  const bytes = Buffer.from(sealed)
  const start = magic.length + ivLength + tagLength
  if (bytes.length < start || !bytes.subarray(0, magic.length).equals(magic)) return null
  const iv = bytes.subarray(magic.length, magic.length + ivLength)
  const tag = bytes.subarray(magic.length + ivLength, start)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose)).setAuthTag(tag)
    return Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()])
  } catch {
    return null
  }
}
