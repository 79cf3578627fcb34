import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WriteDb } from '../../../db/handles.ts'
import { openForWriting } from '../../../db/open.ts'
import { countAside } from '../../../db/replica/set-aside.ts'
import { createWriter } from '../../../db/roles/writer.ts'
import { keys, temporaryFolder } from '../support.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const startOnce = <T>(work: (writer: ReturnType<typeof createWriter>) => T): void => {
  const writer = createWriter({ folder: folder.path, key: keys.replica, nativeBinding: null })
  work(writer)
  writer.close(null)
}
function inFile<T>(work: (db: WriteDb) => T): T {
  const path = `${folder.path}/replica-1.db`
  const db = openForWriting({ path, key: keys.replica, synchronous: 'NORMAL', cacheMegabytes: 2, nativeBinding: null })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

const term = (name: string) => ({
  '@odata.etag': 'W/"2"',
  imdi_terminid: '11111111-1111-4111-8111-111111111111',
  modifiedon: '2021-06-30T10:00:00Z',
  imdi_navn: name,
  imdi_aar: 2021,
  imdi_nummer: 1,
  statuscode: 1,
})

test('what an earlier version could not read is among the rows at the first start of one that can', () => {
  startOnce((writer) => {
    writer.beginFilling({ roles: ['a role'], fresh: false, at: '2021-11-01T00:00:00Z' })
    writer.build(null)
    writer.accept(null)
  })
  inFile((db) => {
    const aside = db.write('insert into set_aside (entity, id, reason, body) values (?, ?, ?, ?)')
    aside.run('term', term('T1').imdi_terminid, 'imdi_aar: string', JSON.stringify(term('T1')))
    aside.run('term', 'still-bad', 'imdi_aar: string', JSON.stringify({ ...term('T2'), imdi_aar: 'MMXXI' }))
    aside.run('term', 'not-json', 'not a row', '{')
  })
  startOnce(() => undefined)
  inFile((db) => {
    expect(db.prepare('select name, modified_on from term').all()).toEqual([
      { name: 'T1', modified_on: '2021-06-30T10:00:00.000Z' },
    ])
    expect(countAside(db)).toBe(2)
  })
})
