/** What the window must show, worked out from IMDi's own rows by plain loops. */
import { z } from 'zod'

const caseRow = z.looseObject({
  imdi_tilskuddssakid: z.string(),
  imdi_saksnummer: z.string(),
  imdi_type: z.number(),
  imdi_kvalifiseringsdato: z.string().nullish(),
  imdi_tilskuddsaar: z.number().nullish(),
  imdi_dufnummer: z.string().nullish(),
})
const termRow = z.looseObject({
  imdi_terminid: z.string(),
  imdi_aar: z.number(),
  imdi_nummer: z.number(),
})

export type OracleCase = z.infer<typeof caseRow>
export type OracleTerm = z.infer<typeof termRow>

export const readCases = (rows: readonly unknown[]): OracleCase[] => z.array(caseRow).parse(rows)
export const readTerms = (rows: readonly unknown[]): OracleTerm[] => z.array(termRow).parse(rows)

const extraGrant = 100000002
const separateGrant = 100000001

/** The cases a caseworker with these roles may see. */
export function visibleCases(cases: readonly OracleCase[], roles: readonly string[]): OracleCase[] {
  const seesExtra = roles.some((role) => role.includes('ekstratilskudd'))
  return cases.filter((row) => seesExtra || row.imdi_type !== extraGrant)
}

export const separateCases = (cases: readonly OracleCase[]): OracleCase[] =>
  cases.filter((row) => row.imdi_type === separateGrant)

export const qualifiedIn = (cases: readonly OracleCase[], year: number): OracleCase[] =>
  cases.filter((row) => row.imdi_kvalifiseringsdato?.startsWith(`${year}-`))

export const newestYear = (terms: readonly OracleTerm[]): number => Math.max(...terms.map((term) => term.imdi_aar))

/** `2021-09-12` as the window writes it. */
export const shownDate = (date: string): string => date.slice(0, 10).split('-').toReversed().join('.')

/** Digits with the window's no-break spaces: `2 000`. */
export const shownNumber = (n: number): string => new Intl.NumberFormat('nb-NO').format(n)
