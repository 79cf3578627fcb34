/**
 * The messages between the app's main process and the engine. Both ends are ours and built together, so the
 * envelope is checked and the payload is trusted: the compiler holds both sides to the types in `calls.ts`.
 */
import { z } from 'zod'
import { callNames, type OpenOptions, type TokenAnswer, type Who } from './client-types.ts'
import type { SyncStatus, Topic } from './domain.ts'
import { engineErrorKinds } from './errors.ts'

const id = z.number().int()

export const errorData = z.object({
  kind: z.enum(engineErrorKinds).nullable(),
  message: z.string(),
  stack: z.string(),
})

export const toEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), id, options: z.custom<OpenOptions>() }),
  z.object({ type: z.literal('call'), id, name: z.enum(callNames), args: z.unknown() }),
  z.object({ type: z.literal('close'), id }),
  z.object({ type: z.literal('token'), id, answer: z.custom<TokenAnswer>() }),
])
export type ToEngine = z.infer<typeof toEngine>

export const fromEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('value'), id, value: z.unknown() }),
  z.object({ type: z.literal('error'), id, error: errorData }),
  z.object({ type: z.literal('token'), id, rejected: z.string().nullable() }),
  z.object({ type: z.literal('sync'), status: z.custom<SyncStatus>() }),
  z.object({ type: z.literal('changed'), topics: z.custom<readonly Topic[]>() }),
  z.object({ type: z.literal('who'), who: z.custom<Who>() }),
  z.object({ type: z.literal('no-role') }),
])
export type FromEngine = z.infer<typeof fromEngine>

/** What our own other end sent for a call whose type both ends share. */
export const trusted = <T>(value: unknown): T => z.custom<T>().parse(value)
