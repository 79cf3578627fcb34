import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DraftFields } from '../../../db/domain.ts'
import * as outbox from '../../../db/outbox/outbox.ts'
import { fullFields, madeBasis, madeCase, noFields, termBasis } from './made-basis.ts'
import { openWork, type WorkFile } from './open-work.ts'

const at = (minute: number) => new Date(Date.UTC(2024, 9, 2, 8, minute))
let file: WorkFile
beforeEach(() => {
  file = openWork()
})
afterEach(() => file.remove())

const newDraft = (minute = 0, basis = madeBasis) =>
  outbox.createDraft(
    file.db,
    { regarding: basis.regarding, problem: null, basis, place: 'Sandefjord (3907)' },
    at(minute),
  )
const save = (id: string, revision: number, fields: DraftFields, minute = 1) =>
  outbox.saveDraft(file.db, { id, revision, fields }, at(minute), { testData: true })
const stored = (id: string) => {
  const draft = outbox.getDraft(file.db, id)
  if (draft === null) throw new Error('The draft is gone')
  return draft
}

describe('A draft is kept as it is typed', () => {
  test('it starts with the place filled in, the term chosen when it is about one, and two GUIDs of its own', () => {
    const [onCase, onTerm] = [stored(newDraft()), stored(newDraft(0, termBasis))]
    expect(onCase.fields).toEqual({ ...noFields, place: 'Sandefjord (3907)' })
    expect(onTerm.fields.termIds).toEqual([termBasis.regarding.id])
    const ids = [onCase.id, onCase.noteId, onTerm.id, onTerm.noteId]
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('S2: what a save has answered is there after a restart, to the letter', () => {
    const id = newDraft()
    const typed = { ...fullFields, why: 'Å a\u030a «æøå» 👩‍👩‍👧 \u0000?\r\n\ttab', fromDate: '3', title: ' halv ' }
    expect(save(id, 1, typed)).toMatchObject({ revision: 1, savedAt: at(1).toISOString() })
    file.reopen()
    expect(stored(id)).toMatchObject({ revision: 1, fields: typed, basis: madeBasis })
  })

  test('each save answers the preview and the warnings of what was typed', () => {
    const id = newDraft()
    const { preview, warnings, suggestedTitle } = save(id, 1, { ...fullFields, why: 'Hun bor i Storgata 12.' })
    expect(preview).toEqual(outbox.composeRequest({ ...fullFields, why: 'Hun bor i Storgata 12.' }, madeBasis))
    expect(suggestedTitle).toBe('Mangler 3. termin 2024, integreringstilskudd år 2')
    expect(warnings.map((warning) => warning.code)).toContain('street-address')
  })

  test('an older and a skipped revision are refused, and change nothing', () => {
    const id = newDraft()
    save(id, 1, { ...noFields, what: 'ny' })
    for (const revision of [0, 1, 3]) {
      expect(() => save(id, revision, { ...noFields, what: 'annet' })).toThrowError(
        expect.objectContaining({ kind: 'stale-revision' }),
      )
    }
    expect(stored(id)).toMatchObject({ revision: 1, fields: { what: 'ny' } })
  })

  test('the same save once more is harmless: its answer was lost, not its text', () => {
    const id = newDraft()
    const first = save(id, 1, fullFields, 1)
    expect(save(id, 1, fullFields, 2)).toEqual(first)
    expect(stored(id).savedAt).toBe(at(1).toISOString())
  })

  test('a deleted draft is gone for every order, and comes back whole', () => {
    const id = newDraft()
    save(id, 1, fullFields)
    outbox.removeDraft(file.db, id, at(2))
    expect(() => save(id, 2, noFields)).toThrowError(expect.objectContaining({ kind: 'not-found' }))
    expect(() => outbox.submitDraft(file.db, id, at(2))).toThrowError(expect.objectContaining({ kind: 'not-found' }))
    outbox.restoreDraft(file.db, id)
    expect(stored(id)).toMatchObject({ revision: 1, fields: fullFields, deletedAt: null })
    expect(save(id, 2, noFields).revision).toBe(2)
  })

  test('warns about another draft of ours on the same case, not about itself', () => {
    const first = newDraft()
    expect(save(first, 1, fullFields).warnings).toEqual([])
    const second = newDraft()
    const open = save(second, 1, fullFields).warnings.filter((warning) => warning.code === 'open-request')
    expect(open.map((warning) => warning.text)).toEqual([
      '«Mangler 3. termin 2024, integreringstilskudd år 2» fra 02.10.2024 er åpen på det samme. Se den før du sender.',
    ])
  })
})

test('one of ours that was sent before this draft is open only if IMDi’s rows said so then', () => {
  const before = newDraft(0)
  outbox.submitDraft(file.db, before, at(1))
  outbox.markSending(file.db, before)
  outbox.settleSent(file.db, before, at(2))
  const open = (id: string) => save(id, 1, fullFields).warnings.filter((one) => one.code === 'open-request').length
  const unknowing = newDraft(3)
  expect(open(unknowing)).toBe(0)
  const request = { id: before, title: 'x', state: 'received' as const, stateText: 'Mottatt', writtenAt: '' }
  outbox.removeDraft(file.db, unknowing, at(3))
  const knowing = newDraft(3, { ...madeBasis, openAtImdi: [request] })
  expect(open(knowing)).toBe(1)
})

describe('Sending', () => {
  const submitted = (minute: number) => {
    const id = newDraft(minute)
    save(id, 1, fullFields)
    outbox.submitDraft(file.db, id, at(minute))
    return id
  }

  test('fixes title and note as the preview showed them', () => {
    const id = newDraft()
    const { preview } = save(id, 1, fullFields)
    outbox.submitDraft(file.db, id, at(2))
    expect(outbox.nextToSend(file.db, at(3))).toMatchObject({
      id,
      subject: preview.subject,
      noteSubject: preview.noteSubject,
      noteText: preview.noteText,
      queueReason: 'next-sync',
    })
  })

  test('takes the one that has waited longest, and passes over those that wait for a time', () => {
    const [late, early] = [submitted(5), submitted(4)]
    expect(outbox.nextToSend(file.db, at(6))?.id).toBe(early)
    expect(outbox.nextToSend(file.db, at(6), [early])?.id).toBe(late)
    outbox.markSending(file.db, early)
    outbox.putBack(file.db, early, { reason: 'server', nextTryAt: at(30), posted: true }, at(7))
    expect(outbox.nextToSend(file.db, at(8))?.id).toBe(late)
    outbox.markSending(file.db, late)
    expect(outbox.nextToSend(file.db, at(8))).toBeNull()
    expect(outbox.nextWakeUp(file.db)).toBe(at(30).toISOString())
    expect(outbox.nextToSend(file.db, at(30))?.id).toBe(early)
  })

  test('on request tries at once what waits for network or server, but waits out a rate limit', () => {
    const [a, b] = [submitted(1), submitted(2)]
    outbox.markSending(file.db, a)
    outbox.putBack(file.db, a, { reason: 'network', nextTryAt: at(50), posted: true }, at(3))
    outbox.markSending(file.db, b)
    outbox.putBack(file.db, b, { reason: 'rate-limit', nextTryAt: at(50), posted: true }, at(3))
    expect(outbox.nextToSend(file.db, at(4))).toBeNull()
    expect(outbox.wakeQueued(file.db)).toBe(1)
    expect(outbox.nextToSend(file.db, at(4))?.id).toBe(a)
  })

  test('a time further away than any wait, set by a clock that was ahead, is over', () => {
    const id = submitted(1)
    outbox.markSending(file.db, id)
    outbox.putBack(file.db, id, { reason: 'rate-limit', nextTryAt: at(365 * 24 * 60), posted: true }, at(2))
    expect(outbox.nextToSend(file.db, at(3))?.id).toBe(id)
  })

  test('taken, it is on its way at once: nobody edits or withdraws it in between', () => {
    const id = submitted(1)
    expect(outbox.takeNext(file.db, at(2))).toMatchObject({ id, state: 'sending', attempts: 1 })
    for (const order of [() => outbox.editDraft(file.db, id, null), () => outbox.withdrawDraft(file.db, id)]) {
      expect(order).toThrowError(expect.objectContaining({ kind: 'not-allowed-now' }))
    }
    expect(outbox.takeNext(file.db, at(2))).toBeNull()
  })

  test('put back before it went out, it may be edited', () => {
    const id = submitted(1)
    outbox.markSending(file.db, id)
    outbox.putBack(file.db, id, { reason: 'network', nextTryAt: null, posted: false }, at(2))
    outbox.editDraft(file.db, id, null)
    expect(stored(id)).toMatchObject({ state: 'draft', sentAt: null })
  })

  test('while IMDi wants to be left alone nothing that waits is tried, not even on request', () => {
    const [first, second] = [submitted(1), submitted(2)]
    outbox.markSending(file.db, second)
    outbox.putBack(file.db, second, { reason: 'server', nextTryAt: at(50), posted: true }, at(3))
    outbox.holdQueued(file.db, at(30))
    outbox.wakeQueued(file.db)
    expect(outbox.nextToSend(file.db, at(29), [second])).toBeNull()
    expect(outbox.nextToSend(file.db, at(30), [second])?.id).toBe(first)
  })

  test('S3, S4: interrupted by a crash it is queued again under the same GUIDs, with the same letter', () => {
    const id = submitted(1)
    const before = stored(id)
    outbox.markSending(file.db, id)
    file.reopen()
    expect(outbox.requeueInterrupted(file.db, at(5))).toBe(1)
    const after = outbox.nextToSend(file.db, at(6))
    expect(after).toMatchObject({ id, noteId: before.noteId, attempts: 1, sentAt: at(5).toISOString() })
    expect(after).toMatchObject({ subject: before.subject, noteText: before.noteText })
  })

  test('S4: what may have reached IMDi is neither edited nor withdrawn until IMDi has been asked', () => {
    const id = submitted(1)
    outbox.markSending(file.db, id)
    outbox.putBack(file.db, id, { reason: 'network', nextTryAt: null, posted: true }, at(2))
    for (const order of [() => outbox.editDraft(file.db, id, null), () => outbox.withdrawDraft(file.db, id)]) {
      expect(order).toThrowError(expect.objectContaining({ kind: 'not-allowed-now' }))
    }
    // A later answer about another try says nothing about the first.
    outbox.markSending(file.db, id)
    outbox.putBack(file.db, id, { reason: 'rate-limit', nextTryAt: null, posted: true }, at(3))
    expect(() => outbox.editDraft(file.db, id, null)).toThrow()
    outbox.confirmAbsent(file.db, id)
    outbox.editDraft(file.db, id, null)
    expect(stored(id)).toMatchObject({ state: 'draft', fields: fullFields, id })
  })

  test.each(['sign-in', 'rate-limit'] as const)('after %s nothing can have arrived, so it may be edited', (reason) => {
    const id = submitted(1)
    outbox.markSending(file.db, id)
    outbox.putBack(file.db, id, { reason, nextTryAt: null, posted: true }, at(2))
    outbox.editDraft(file.db, id, null)
    expect(stored(id).state).toBe('draft')
  })

  test('a refused one keeps everything and IMDi’s sentence, and goes again after an edit under the same GUID', () => {
    const id = submitted(1)
    outbox.markSending(file.db, id)
    outbox.settleRefused(file.db, id, 'Tittelen er for lang.')
    expect(stored(id)).toMatchObject({ state: 'refused', answer: 'Tittelen er for lang.', fields: fullFields })
    outbox.editDraft(file.db, id, null)
    expect(stored(id)).toMatchObject({ state: 'draft', subject: null, noteText: null, answer: '', attempts: 0 })
    save(id, 2, { ...fullFields, title: 'Mangler 3. termin 2024' })
    outbox.submitDraft(file.db, id, at(9))
    expect(outbox.nextToSend(file.db, at(9))).toMatchObject({ id, subject: 'Mangler 3. termin 2024' })
  })

  test('one that waits for a decision keeps what differs; an edit takes IMDi’s rows as the new basis', () => {
    const id = submitted(1)
    const differences = [{ field: 'Status', before: 'Aktiv', now: 'Stoppet' }]
    outbox.needsDecision(file.db, id, 'case-changed', differences)
    expect(stored(id)).toMatchObject({ state: 'needs-decision', decision: 'case-changed', differences })
    expect(outbox.nextToSend(file.db, at(9))).toBeNull()
    const fresh = { ...madeBasis, case: { ...madeCase, status: { code: 2, text: 'Stoppet' } } }
    outbox.editDraft(file.db, id, fresh)
    expect(stored(id)).toMatchObject({
      state: 'draft',
      decision: null,
      differences: [],
      basis: fresh,
      fields: fullFields,
    })
  })

  test('sent anyway it is marked so, and only until the next decision', () => {
    const id = submitted(1)
    outbox.needsDecision(file.db, id, 'open-request', [])
    outbox.sendAnyway(file.db, id)
    expect(outbox.nextToSend(file.db, at(9))).toMatchObject({ id, sendAnyway: true, decision: null })
    outbox.markSending(file.db, id)
    outbox.needsDecision(file.db, id, 'case-gone', [])
    expect(stored(id).sendAnyway).toBe(false)
  })

  test('one that vanished at IMDi waits for a decision and is not sent by itself', () => {
    const id = submitted(1)
    outbox.markSending(file.db, id)
    outbox.settleSent(file.db, id, at(2))
    outbox.needsDecision(file.db, id, 'vanished', [])
    expect(outbox.nextToSend(file.db, at(9))).toBeNull()
    outbox.withdrawDraft(file.db, id)
    expect(stored(id).state).toBe('withdrawn')
  })

  test('a stored row that cannot be read is a damaged file, not an empty draft', () => {
    const id = newDraft()
    file.db.write('update draft set fields = ? where id = ?').run('{"what":1}', id)
    expect(() => outbox.getDraft(file.db, id)).toThrowError(expect.objectContaining({ kind: 'corrupt' }))
  })
})
