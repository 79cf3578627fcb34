/** The steps of replica-<n>.db, in order. Add at the end; never change one that has shipped. */
import * as rows from './0010-rows.ts'
import * as keysAndIndexes from './0020-keys-and-indexes.ts'
import * as keptIndex from './0030-kept-index.ts'

export const replicaSteps = [rows, keysAndIndexes, keptIndex]

/** A file that is being filled stands at this step: tables, no keys. */
export const fillingStep = rows.version
