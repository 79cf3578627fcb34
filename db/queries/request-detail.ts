import type { RequestDetail, ThreadNote } from '../domain.ts'
import { EngineError } from '../errors.ts'
import { replicaQuery } from '../handles.ts'
import { composeRequest } from '../outbox/compose.ts'
import { getDraft } from '../outbox/stored-draft.ts'
import { frozen } from './draft-view.ts'
import { isOpen, oneRequest, requestsOn, type Sources } from './requests.ts'

/** One request with its letter, its thread and, when it waits for a decision, what differs and who else has asked. */
export function requestDetail(sources: Sources, id: string): RequestDetail {
  const row = sources.replica?.get(replicaQuery.selectFrom('request').selectAll().where('id', '=', id))
  const stored = getDraft(sources.work, id)
  const draft = stored?.deletedAt === null ? stored : null
  const summary = oneRequest(sources, row, draft)
  if (summary === null) throw new EngineError('not-found', 'No such request')
  const notes = threadOf(sources, id)
  const first = notes[0]
  return {
    ...summary,
    preview:
      // IMDi's own row first: IMDi may have edited what we sent.
      row !== undefined && first !== undefined
        ? { subject: row.subject, noteSubject: first.subject, noteText: first.text }
        : (draft && (frozen(draft) ?? composeRequest(draft.fields, draft.basis))) || {
            subject: summary.title,
            noteSubject: '',
            noteText: '',
          },
    fields: draft?.fields ?? null,
    differences: draft?.differences ?? [],
    colleagues: requestsOn(sources, summary.regarding.id).filter(
      (other) => other.id !== id && !other.mine && isOpen(other.state),
    ),
    notes,
    attempts: draft?.attempts ?? 0,
  }
}

/** The notes under a request, oldest first: the letter itself, then what was said after it. */
function threadOf(sources: Sources, requestId: string): ThreadNote[] {
  const rows =
    sources.replica?.all(
      replicaQuery
        .selectFrom('note')
        .select(['id', 'subject', 'text', 'created_on', 'seq'])
        .where('request_id', '=', requestId)
        .orderBy((eb) => eb.fn.coalesce('created_on', 'modified_on'))
        .orderBy('seq'),
    ) ?? []
  return rows.map((row) => ({ id: row.id, subject: row.subject, text: row.text, createdAt: row.created_on }))
}
