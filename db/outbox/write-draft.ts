/** What the caseworker does with a draft. Doc comment of outbox.ts holds the rules. */
import { randomUUID } from 'node:crypto'
import type { DraftFields, DraftSaved, Problem, Regarding } from '../domain.ts'
import { EngineError } from '../errors.ts'
import { type WriteDb, workQuery } from '../handles.ts'
import type { Basis, OpenRequest } from './basis.ts'
import { composeRequest } from './compose.ts'
import { change, existing, move, openDraftsOn, refuse, type StoredDraft, settled } from './stored-draft.ts'
import { suggestTitle } from './suggest-title.ts'
import { warnings } from './warnings.ts'

export interface NewDraft {
  readonly regarding: Regarding
  readonly problem: Problem | null
  readonly basis: Basis
  /** What "Sted eller kommune" starts with: `Sandefjord (3804)`. */
  readonly place: string
}

/** Stores a new draft with the GUIDs it will have at IMDi, and answers its id. */
export function createDraft(db: WriteDb, draft: NewDraft, now: Date, newId: () => string = randomUUID): string {
  const id = newId()
  const fields: DraftFields = {
    problem: draft.problem,
    termIds: draft.regarding.kind === 'term' ? [draft.regarding.id] : [],
    fromDate: '',
    toDate: '',
    what: '',
    why: '',
    place: draft.place,
    title: '',
  }
  db.run(
    workQuery.insertInto('draft').values({
      id,
      note_id: newId(),
      revision: 0,
      state: 'draft',
      regarding_kind: draft.regarding.kind,
      regarding_id: draft.regarding.id,
      fields: JSON.stringify(fields),
      basis: JSON.stringify(draft.basis),
      subject: null,
      note_subject: null,
      note_text: null,
      created_at: now.toISOString(),
      saved_at: now.toISOString(),
      submitted_at: null,
      sent_at: null,
      queue_reason: null,
      attempts: 0,
      next_try_at: null,
      decision: null,
      differences: '[]',
      answer: '',
      send_anyway: 0,
      deleted_at: null,
    }),
  )
  return id
}

/**
 * Stores what is typed. `revision` is the number this save gets: the last known one plus one. An older or a skipped
 * number is refused, since somebody else has saved; the same number with the same fields is a repeat and harmless.
 */
export function saveDraft(
  db: WriteDb,
  save: { readonly id: string; readonly revision: number; readonly fields: DraftFields },
  now: Date,
  options: { readonly testData: boolean } = { testData: false },
): DraftSaved {
  return db.transaction(() => {
    const draft = existing(db, save.id)
    if (draft.state !== 'draft') throw refuse(draft, 'saved')
    const repeat = save.revision === draft.revision && sameFields(save.fields, draft.fields)
    if (!repeat && save.revision !== draft.revision + 1) {
      throw new EngineError('stale-revision', `Revision ${save.revision} does not follow ${draft.revision}`)
    }
    const savedAt = repeat ? draft.savedAt : now.toISOString()
    if (!repeat)
      change(db, save.id, { fields: JSON.stringify(save.fields), revision: save.revision, saved_at: savedAt })
    const others = openBeside(db, draft)
    return {
      revision: save.revision,
      savedAt,
      preview: composeRequest(save.fields, draft.basis),
      suggestedTitle: suggestTitle(save.fields, draft.basis),
      warnings: warnings(save.fields, draft.basis, { testData: options.testData, others }),
    }
  })
}

/** Other open requests on the same case or term: IMDi's when the draft was made, and ours as they are now. */
function openBeside(db: WriteDb, draft: StoredDraft): OpenRequest[] {
  const ours = openDraftsOn(db, draft.regarding.id, draft.createdAt)
  const atImdi = draft.basis.openAtImdi.filter((request) => !ours.some((own) => own.id === request.id))
  return [...atImdi, ...ours].filter((request) => request.id !== draft.id)
}

/** Marks a draft as deleted; `restoreDraft` brings it back whole. Only drafts: what is on its way is withdrawn. */
export function removeDraft(db: WriteDb, id: string, now: Date): void {
  db.transaction(() => {
    const draft = existing(db, id)
    if (draft.state !== 'draft') throw refuse(draft, 'deleted')
    change(db, id, { deleted_at: now.toISOString() })
  })
}

export function restoreDraft(db: WriteDb, id: string): void {
  const changed = db.run(workQuery.updateTable('draft').set({ deleted_at: null }).where('id', '=', id))
  if (changed === 0) throw new EngineError('not-found', 'No such draft')
}

/** draft → queued. What IMDi gets is fixed here, letter by letter as the preview showed it. */
export function submitDraft(db: WriteDb, id: string, now: Date): void {
  db.transaction(() => {
    const draft = existing(db, id)
    const preview = composeRequest(draft.fields, draft.basis)
    const letter = { subject: preview.subject, note_subject: preview.noteSubject, note_text: preview.noteText }
    const waiting = { queue_reason: 'next-sync' as const, next_try_at: null, attempts: 0 }
    move(db, draft, 'queued', { ...settled, ...letter, ...waiting, submitted_at: now.toISOString() }, 'draft')
  })
}

/**
 * queued, needs-decision or refused → draft, everything kept. `fresh` is what IMDi's rows say now, so that a draft
 * parked for a change does not park again for the same one; null keeps the old basis (the case is gone).
 */
export function editDraft(db: WriteDb, id: string, fresh: Basis | null): void {
  db.transaction(() => {
    const draft = existing(db, id)
    refuseIfPerhapsAtImdi(draft, 'edited')
    move(db, draft, 'draft', {
      subject: null,
      note_subject: null,
      note_text: null,
      submitted_at: null,
      queue_reason: null,
      next_try_at: null,
      attempts: 0,
      ...(fresh === null ? {} : { basis: JSON.stringify(fresh) }),
      ...settled,
    })
  })
}

/** needs-decision → queued, to be sent in spite of what differs. */
export function sendAnyway(db: WriteDb, id: string): void {
  db.transaction(() => {
    const waiting = { queue_reason: 'next-sync' as const, next_try_at: null, send_anyway: 1 }
    move(db, existing(db, id), 'queued', { ...settled, ...waiting }, 'needs-decision')
  })
}

/** queued, needs-decision or refused → withdrawn. */
export function withdrawDraft(db: WriteDb, id: string): void {
  db.transaction(() => {
    const draft = existing(db, id)
    refuseIfPerhapsAtImdi(draft, 'withdrawn')
    move(db, draft, 'withdrawn', { queue_reason: null, next_try_at: null })
  })
}

/** As IMDi might hold it already, it can neither change nor go until IMDi has been asked. */
function refuseIfPerhapsAtImdi(draft: StoredDraft, verb: string): void {
  if (draft.sentAt === null) return
  throw new EngineError('not-allowed-now', `May have reached IMDi; it cannot be ${verb} until IMDi has been asked`)
}

/** Compared as stored: the schema fixes the order of the keys at the door. */
function sameFields(a: DraftFields, b: DraftFields): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
