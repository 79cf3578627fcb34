import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../db/handles.ts'
import { migrate } from '../../../db/migrate.ts'
import { workSteps } from '../../../db/migrations/work/index.ts'
import { openForWriting } from '../../../db/open.ts'

export interface WorkFile {
  db: WriteDb
  /** Closes and opens the file again, as after a restart. */
  reopen(): void
  remove(): void
}

/** An empty work.db, encrypted and opened as shipped. */
export function openWork(): WorkFile {
  const folder = mkdtempSync(join(tmpdir(), 'work-'))
  const key = randomBytes(32).toString('hex')
  const open = () => {
    const path = join(folder, 'work.db')
    return openForWriting({ path, key, synchronous: 'FULL', cacheMegabytes: 8, nativeBinding: null })
  }
  const file: WorkFile = {
    db: open(),
    reopen() {
      file.db.close()
      file.db = open()
    },
    remove() {
      file.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  migrate(file.db, workSteps)
  return file
}
