import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

export interface TestCount {
  readonly passed: number
  readonly failed: number
}

const vitestSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })
const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** Counts from vitest's JSON report; nothing when the stage was not reached. */
export function countVitest(report: string): TestCount {
  if (!existsSync(report)) return { passed: 0, failed: 0 }
  const { numPassedTests, numFailedTests } = vitestSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  return { passed: numPassedTests, failed: numFailedTests }
}

/** Counts from Playwright's JSON report; a test that passed on a second try counts as failed. */
export function countPlaywright(report: string): TestCount {
  if (!existsSync(report)) return { passed: 0, failed: 0 }
  const { expected, unexpected, flaky } = playwrightSchema.parse(JSON.parse(readFileSync(report, 'utf8'))).stats
  return { passed: expected, failed: unexpected + flaky }
}
