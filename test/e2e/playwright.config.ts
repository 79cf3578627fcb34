import { defineConfig } from '@playwright/test'

/** End-to-end tests on a real Electron, and on the packaged app. `*.long.spec.ts` run with `npm run test:long`. */
const long = process.env.TILSKUDDSMAPPEN_LONG_TESTS === '1'
const report = process.env.TILSKUDDSMAPPEN_TEST_REPORT

export default defineConfig({
  testDir: '..',
  testMatch: long
    ? ['e2e/**/*.long.spec.ts', 'package/**/*.long.spec.ts']
    : ['e2e/**/*.spec.ts', 'package/**/*.spec.ts'],
  testIgnore: long ? [] : ['**/*.long.spec.ts'],
  outputDir: '../../test-results/e2e',
  forbidOnly: true,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: long ? 900_000 : 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
})
