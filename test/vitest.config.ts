import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * Unit and engine tests under plain Node 24. What takes longer than a minute is named `*.long.ts` and runs with
 * `npm run test:long`; what needs a real Electron is Playwright's (test/e2e).
 */
const long = process.env.TILSKUDDSMAPPEN_LONG_TESTS === '1'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [long ? 'test/**/*.long.ts' : 'test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: long ? 600_000 : 30_000,
    hookTimeout: long ? 600_000 : 60_000,
    // A leaked handle must not keep a finished run alive.
    teardownTimeout: 10_000,
    // Nothing that a test stubs may reach the next one.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
