import { expect, test } from 'vitest'
import { faultsOf, mended, readLockedPackages } from './lockfile.ts'

test('the lock file installs with npm 10 and npm 11 (else: node test/runtime/lockfile.ts)', () => {
  expect(faultsOf(readLockedPackages())).toEqual({ missing: [], compiled: [] })
})

test('an optional package the registry did not show is added with its platform, so that other platforms skip it', () => {
  const packages = mended({
    'node_modules/a': { version: '1.0.0', dev: true, optionalDependencies: { '@a/cli-linux-arm64-musl': '1.0.0' } },
    'node_modules/better-sqlite3': { version: '13.0.3' },
  })
  expect(packages['node_modules/@a/cli-linux-arm64-musl']).toEqual({
    version: '1.0.0',
    os: ['linux'],
    cpu: ['arm64'],
    libc: ['musl'],
    dev: true,
    optional: true,
  })
  expect(faultsOf(packages)).toEqual({ missing: [], compiled: [] })
})

test('an optional package installed beside the one that asks for it counts as present', () => {
  const packages = {
    'node_modules/a': { optionalDependencies: { b: '1.0.0' } },
    'node_modules/a/node_modules/b': { version: '1.0.0' },
    'node_modules/better-sqlite3': { gypfile: false },
  }
  expect(faultsOf(packages).missing).toEqual([])
})
