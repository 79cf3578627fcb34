/** What a lost role takes with it. IMDi sends no deletes for that: the rows must leave this PC all the same. */
import type { ReadDb, WriteDb } from '../handles.ts'
import { storeRoles } from './meta.ts'

/** Which cases a user may hold: a list of types, or all but a list. */
export type CaseTypes = { readonly only: readonly number[] } | { readonly except: readonly number[] }

/** No case may stay: with the last role everything about persons leaves. */
export const nothingStays = (keep: CaseTypes): boolean => 'only' in keep && keep.only.length === 0

/** The cases outside `keep`. */
export function casesOutside(db: ReadDb, keep: CaseTypes): readonly string[] {
  const types = 'only' in keep ? keep.only : keep.except
  const outside = `type ${'only' in keep ? 'not in' : 'in'} (${types.map(() => '?').join(', ')})`
  return db
    .prepare<{ id: string }>(`select id from grant_case where ${outside}`)
    .all(...types)
    .map((row) => row.id)
}

/** Removes the cases outside `keep` with all that hangs on them, and stores the roles, in one transaction. */
export function removeOutside(db: WriteDb, keep: CaseTypes, roles: readonly string[]): void {
  db.transaction(() => {
    const noteOf = db.write(
      `delete from note where request_id in (select id from request where regarding_kind = 'case' and regarding_id = ?)`,
    )
    const requestOf = db.write(`delete from request where regarding_kind = 'case' and regarding_id = ?`)
    const payoutOf = db.write('delete from payout where case_id = ?')
    const remove = db.write('delete from grant_case where id = ?')
    for (const id of casesOutside(db, keep)) {
      noteOf.run(id)
      requestOf.run(id)
      payoutOf.run(id)
      remove.run(id)
    }
    if (nothingStays(keep)) db.exec('delete from note; delete from request; delete from payout')
    // What could not be read can't be told apart by type, and may belong to them.
    db.exec('delete from set_aside')
    storeRoles(db, roles)
  })
}
