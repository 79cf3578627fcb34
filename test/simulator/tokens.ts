import { createHmac } from 'node:crypto'
import { badRequest, expiredToken } from './error.ts'

/** Signs the links the service hands out, so that it knows its own. */
export interface Signer {
  readonly skip: (fields: Fields) => string
  readonly readSkip: (token: string) => Fields
  readonly delta: (set: string, epoch: number, version: number, now: Date) => string
  /** Throws the expiry error for anything this service has not issued. */
  readonly readDelta: (set: string, token: string) => { readonly epoch: number; readonly version: number }
}

export type Fields = { readonly [name: string]: number }

const stamp = (now: Date) => {
  const [date = '', time = ''] = now.toISOString().split('T')
  const [year, month, day] = date.split('-')
  return `${month}/${day}/${year} ${time.slice(0, 8)}`
}

export function createSigner(secret: string): Signer {
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 12)
  return {
    skip: (fields) => {
      const text = Object.entries(fields)
        .map(([name, value]) => `${name}="${value}"`)
        .join(' ')
      return `<cookie ${text} mac="${mac(text)}" />`
    },
    readSkip: (token) => {
      const [, text = '', given = ''] = /^<cookie (.*) mac="([0-9a-f]+)" \/>$/.exec(token) ?? []
      if (given === '' || mac(text) !== given) throw badRequest('The skip token is not valid.')
      return Object.fromEntries([...text.matchAll(/(\w+)="(-?\d+)"/g)].map(([, name, value]) => [name, Number(value)]))
    },
    delta: (set, epoch, version, now) => {
      const text = `${version}!${stamp(now)}!${epoch}`
      return `${text}.${mac(`${set} ${text}`)}`
    },
    readDelta: (set, token) => {
      const [, text = '', given = ''] = /^(.*)\.([0-9a-f]+)$/.exec(token) ?? []
      const [version, , epoch] = text.split('!').map(Number)
      if (mac(`${set} ${text}`) !== given || version === undefined || epoch === undefined) throw expiredToken()
      return { epoch, version }
    },
  }
}
