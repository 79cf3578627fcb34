/**
 * Drafts and the outbox, in `work.db`: a request of ours from its first letter until IMDi's pull takes over.
 * `write-draft.ts` holds what the caseworker does, `send-queue.ts` what sync does. Each is one transaction on a file with `synchronous=FULL`, so
 * what has answered is on disk (promise S2); each goes through the table of moves in states.ts.
 *
 * `sent_at` on a request that is not sent means: it may have reached IMDi (the answer was lost). Its GUID never
 * changes, so sending again is harmless (S4); but until IMDi has been asked, its text may not be edited and it may
 * not be withdrawn, for IMDi might hold it as it was.
 */
export { type Basis, basisSchema, noBasis, type OpenRequest } from './basis.ts'
export { compareBasis } from './compare-basis.ts'
export { composeRequest } from './compose.ts'
export * from './send-queue.ts'
export { getDraft, type StoredDraft } from './stored-draft.ts'
export { suggestTitle } from './suggest-title.ts'
export { warnings } from './warnings.ts'
export * from './write-draft.ts'
