import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '../../../db/migrate.ts'
import { replicaSteps } from '../../../db/migrations/replica/index.ts'
import { keyCheckPath, openForWriting } from '../../../db/open.ts'
import { replicaPath } from '../../../db/replica/files.ts'
import { createWriter } from '../../../db/roles/writer.ts'
import { temporaryFolder } from '../support.ts'

const key = 'ab'.repeat(32)
const roles = ['Kommune saksbehandler INTTIL/EMTIL']

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const path = () => replicaPath(folder.path, 1)
const opened = () =>
  openForWriting({ path: path(), key, nativeBinding: null, cacheMegabytes: 16, synchronous: 'NORMAL' })
const made = () => opened().close()

const leftBehind: readonly [string, () => void][] = [
  ['nothing', () => {}],
  ['an opened file without tables', made],
  ['an empty file without its key check', () => writeFileSync(path(), '')],
  ['an empty file with its key check', () => [made(), writeFileSync(path(), '')]],
  ['a file without its key check', () => [made(), rmSync(keyCheckPath(path()))]],
  ['a file with an empty key check', () => [made(), writeFileSync(keyCheckPath(path()), '')]],
  ['a key check alone', () => [made(), rmSync(path())]],
  ...replicaSteps.map((_, steps): [string, () => void] => [
    `a file with ${steps + 1} of its steps`,
    () => {
      const db = opened()
      migrate(db, replicaSteps.slice(0, steps + 1))
      db.close()
    },
  ]),
]

test.each(leftBehind)(
  'a first pull killed at its very start leaves %s, and the next start takes it up (S5)',
  (_, leave) => {
    leave()
    for (const start of ['first', 'second']) {
      const writer = createWriter({ folder: folder.path, key, nativeBinding: null })
      const at = new Date().toISOString()
      expect(writer.beginFilling({ roles, fresh: false, at }), start).toMatchObject({
        number: 1,
        state: 'filling',
        roles,
      })
      writer.close(null)
    }
  },
)
