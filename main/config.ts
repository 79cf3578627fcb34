import { z } from 'zod'
import { isLoopback, isSafeAddress } from './address.ts'
import { ShellFailure } from './failure.ts'

/** Where IMDi's service and sign-in are, and what IT has decided. Never constants: imdi-api's "Configuration". */
export interface Config {
  /** …`/api/data/v9.2/`, always with the closing slash. */
  readonly apiBase: string
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  /** Days after the last contact with IMDi in which rows may be opened without signing in. */
  readonly offlineDays: number
  readonly testEnvironment: boolean
}

/** One place that may set fields, with the name to use in a sentence about it. */
export interface ConfigSource {
  readonly name: string
  readonly values: unknown
}

const address = z.string().refine(isSafeAddress, 'må være en https-adresse (http bare for 127.0.0.1)')
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^(0x)?[0-9a-f]+$/i)
    .transform(Number),
])
const yesNo = z.union([z.boolean(), z.enum(['true', 'false', '0', '1', '0x0', '0x1'])])

/** Fields beyond these are left alone: a newer version may know them. */
const fields = z.object({
  apiBase: address.transform((text) => (text.endsWith('/') ? text : `${text}/`)).optional(),
  issuer: address.optional(),
  clientId: z.string().trim().min(1, 'kan ikke være tom').optional(),
  scope: z.string().trim().min(1, 'kan ikke være tom').optional(),
  offlineDays: number.pipe(z.number().int().min(0).max(90, 'må være et helt tall fra 0 til 90')).optional(),
  testEnvironment: yesNo
    .transform((value) => value === true || value === 'true' || value === '1' || value === '0x1')
    .optional(),
})

/**
 * Field by field, the first source that has one wins. A source that can't be read stops the start with a sentence:
 * guessing on would send a municipality's sign-in somewhere IT did not mean.
 */
export function resolveConfig(sources: readonly ConfigSource[]): Config {
  const found = sources.map(({ name, values }) => {
    const parsed = fields.safeParse(values)
    if (!parsed.success) throw new ShellFailure('config-invalid', `${name}: ${sentence(parsed.error)}`)
    return parsed.data
  })
  const first = <K extends keyof z.infer<typeof fields>>(field: K) =>
    found.find((values) => values[field] !== undefined)?.[field]

  const apiBase = first('apiBase')
  const issuer = first('issuer')
  const clientId = first('clientId')
  if (!apiBase || !issuer || !clientId) {
    const missing = Object.entries({ apiBase, issuer, clientId }).filter(([, value]) => !value)
    throw new ShellFailure('config-missing', missing.map(([field]) => field).join(', '))
  }
  return {
    apiBase,
    issuer,
    clientId,
    scope: first('scope') ?? 'openid offline_access',
    offlineDays: first('offlineDays') ?? 14,
    testEnvironment: first('testEnvironment') ?? false,
  }
}

/** Whether identity numbers of the test population are expected: the window then shows TESTDATA. */
export function isTestData(config: Config): boolean {
  return config.testEnvironment || (isLoopback(config.apiBase) && isLoopback(config.issuer))
}

function sentence(error: z.ZodError): string {
  const issue = error.issues[0]
  const field = issue?.path.join('.') ?? ''
  return field
    ? `«${field}» ${issue?.code === 'custom' || issue?.message.startsWith('kan') ? issue.message : 'har en verdi som ikke kan leses'}`
    : 'innholdet er ikke et JSON-objekt'
}
