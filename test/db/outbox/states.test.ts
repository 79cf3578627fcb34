import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WriteDb } from '../../../db/handles.ts'
import * as outbox from '../../../db/outbox/outbox.ts'
import { mayMove, type OwnState, ownStates } from '../../../db/outbox/states.ts'
import { fullFields, madeBasis, madeCase } from './made-basis.ts'
import { openWork, type WorkFile } from './open-work.ts'

const now = new Date('2024-10-02T08:00:00Z')

/** The table of moves, written out once more by hand. */
const allowed: Readonly<Record<OwnState, readonly OwnState[]>> = {
  draft: ['queued'],
  queued: ['sending', 'draft', 'withdrawn', 'needs-decision'],
  sending: ['sent', 'sent-unconfirmed', 'queued', 'needs-decision', 'refused'],
  'needs-decision': ['queued', 'draft', 'withdrawn', 'sent'],
  refused: ['draft', 'withdrawn'],
  withdrawn: [],
  sent: ['needs-decision'],
  'sent-unconfirmed': ['sent', 'needs-decision'],
}
const pairs = ownStates.flatMap((from) => ownStates.map((to) => [from, to] as const))

test.each(pairs)('%s → %s is as the table says', (from, to) => {
  expect(mayMove(from, to)).toBe(allowed[from].includes(to))
})

describe('Every order moves a request as the table says, or changes nothing', () => {
  let file: WorkFile
  let db: WriteDb
  beforeEach(() => {
    file = openWork()
    db = file.db
  })
  afterEach(() => file.remove())

  const orders: Readonly<Record<string, { to: OwnState; run: (id: string) => void }>> = {
    submit: { to: 'queued', run: (id) => outbox.submitDraft(db, id, now) },
    edit: { to: 'draft', run: (id) => outbox.editDraft(db, id, null) },
    withdraw: { to: 'withdrawn', run: (id) => outbox.withdrawDraft(db, id) },
    sendAnyway: { to: 'queued', run: (id) => outbox.sendAnyway(db, id) },
    markSending: { to: 'sending', run: (id) => outbox.markSending(db, id) },
    settleSent: { to: 'sent', run: (id) => outbox.settleSent(db, id, now) },
    settleUnconfirmed: { to: 'sent-unconfirmed', run: (id) => outbox.settleUnconfirmed(db, id, now) },
    settleRefused: { to: 'refused', run: (id) => outbox.settleRefused(db, id, 'Nei') },
    needsDecision: { to: 'needs-decision', run: (id) => outbox.needsDecision(db, id, 'case-changed', []) },
    putBack: {
      to: 'queued',
      run: (id) => outbox.putBack(db, id, { reason: 'sign-in', nextTryAt: null, posted: true }, now),
    },
  }
  /** Orders that lead to one state from different ones: each has its own beginnings. */
  const from: Readonly<Record<string, readonly OwnState[]>> = {
    submit: ['draft'],
    sendAnyway: ['needs-decision'],
    putBack: ['sending'],
    settleSent: ['sending', 'sent-unconfirmed'],
  }

  test.each(Object.keys(orders).flatMap((order) => ownStates.map((state) => [order, state] as const)))(
    '%s on %s',
    (order, state) => {
      const { to, run } = orders[order] ?? { to: 'draft' as const, run: () => undefined }
      const id = outbox.createDraft(
        db,
        { regarding: madeBasis.regarding, problem: null, basis: madeBasis, place: '' },
        now,
      )
      bring(db, id, state)
      const before = outbox.getDraft(db, id)
      const permitted = allowed[state].includes(to) && (from[order]?.includes(state) ?? true)
      if (permitted) {
        run(id)
        expect(outbox.getDraft(db, id)?.state).toBe(to)
      } else {
        expect(() => run(id)).toThrowError(expect.objectContaining({ kind: 'not-allowed-now' }))
        expect(outbox.getDraft(db, id)).toEqual(before)
      }
    },
  )

  test.each(ownStates)('a save of a request that is %s is taken only while it is a draft', (state) => {
    const id = outbox.createDraft(
      db,
      { regarding: madeBasis.regarding, problem: null, basis: madeBasis, place: '' },
      now,
    )
    bring(db, id, state)
    const save = () => outbox.saveDraft(db, { id, revision: 1, fields: fullFields }, now)
    if (state === 'draft') expect(save().revision).toBe(1)
    else expect(save).toThrowError(expect.objectContaining({ kind: 'not-allowed-now' }))
  })

  test.each(ownStates)('a request that is %s is deleted only while it is a draft', (state) => {
    const id = outbox.createDraft(
      db,
      { regarding: madeBasis.regarding, problem: null, basis: madeBasis, place: '' },
      now,
    )
    bring(db, id, state)
    const remove = () => outbox.removeDraft(db, id, now)
    if (state === 'draft') expect(remove).not.toThrow()
    else expect(remove).toThrowError(expect.objectContaining({ kind: 'not-allowed-now' }))
  })

  test('orders about a request that is not there say so', () => {
    for (const { run } of Object.values(orders)) {
      expect(() => run(madeCase.id)).toThrowError(expect.objectContaining({ kind: 'not-found' }))
    }
    expect(() => outbox.restoreDraft(db, madeCase.id)).toThrowError(expect.objectContaining({ kind: 'not-found' }))
  })
})

/** Leads a new draft to a state through the moves that lead there in use. */
function bring(db: WriteDb, id: string, state: OwnState): void {
  if (state === 'draft') return
  outbox.submitDraft(db, id, now)
  if (state === 'queued') return
  if (state === 'withdrawn') {
    outbox.withdrawDraft(db, id)
    return
  }
  outbox.markSending(db, id)
  if (state === 'sent') outbox.settleSent(db, id, now)
  if (state === 'sent-unconfirmed') outbox.settleUnconfirmed(db, id, now)
  if (state === 'refused') outbox.settleRefused(db, id, 'Tittelen er for lang.')
  if (state === 'needs-decision') outbox.needsDecision(db, id, 'case-changed', [])
}
