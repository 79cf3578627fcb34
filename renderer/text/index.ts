import { nb } from './nb/index.ts'

/** Every sentence the user reads. Another language is another object of this type, complete or it does not compile. */
export type Texts = typeof nb

export const texts = { nb } satisfies Record<string, Texts>
