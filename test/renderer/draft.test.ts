import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDraftStore } from '../../renderer/stores/draft.ts'
import { saveDelay } from '../../renderer/stores/draft-saver.ts'
import { draftEngine } from './draft-engine.ts'
import { failed, scriptedBridge } from './scripted-bridge.ts'

const id = '11111111-1111-4111-8111-111111111111'

async function opened(engine = draftEngine(id)) {
  const bridge = scriptedBridge(engine.handlers)
  const store = createDraftStore(bridge)
  await store.getState().open(id)
  return { engine, bridge, store, type: (what: string) => store.getState().change({ what }) }
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('saving as typed', () => {
  it('S2: nothing is called saved before the engine has answered', async () => {
    const { engine, store, type } = await opened()
    engine.held = true
    type('U')
    expect(store.getState().draft?.saving).toEqual({ kind: 'saving' })
    await pass(saveDelay)
    expect(engine.received).toEqual(['U'])
    await pass(3_000)
    expect(store.getState().draft?.saving).toEqual({ kind: 'saving' })
    engine.answer()
    await pass(0)
    expect(store.getState().draft?.saving).toEqual({ kind: 'saved', at: '2021-10-01T08:00:01.000Z' })
    expect(engine.stored.what).toBe('U')
  })

  it('gathers the key presses of one moment, but does not wait for the typing to end', async () => {
    const { engine, type } = await opened()
    for (const text of ['U', 'Ut', 'Utb', 'Utbe', 'Utbet', 'Utbeta', 'Utbetal']) {
      type(text)
      await pass(50)
    }
    await pass(saveDelay)
    expect(engine.received[0]).toBe('Utb')
    expect(engine.received.at(-1)).toBe('Utbetal')
    expect(engine.received.length).toBeLessThanOrEqual(3)
  })

  it('never has two saves under way, and the latest text wins', async () => {
    const { engine, store, type } = await opened()
    engine.held = true
    type('a')
    await pass(saveDelay)
    type('ab')
    await pass(1_000)
    type('abc')
    await pass(1_000)
    expect(engine.received).toEqual(['a'])
    engine.answer()
    await pass(saveDelay)
    expect(store.getState().draft?.saving).toEqual({ kind: 'saving' })
    expect(engine.received).toEqual(['a', 'abc'])
    engine.answer()
    await pass(0)
    expect(engine.mostConcurrent).toBe(1)
    expect(engine.stored.what).toBe('abc')
    expect(store.getState().draft?.saving.kind).toBe('saved')
  })

  it('a failed save says so, keeps the text and tries again until it is on disk', async () => {
    const { engine, store, type } = await opened()
    engine.next('disk-full', 'disk-full')
    type('Personen bor her')
    await pass(saveDelay)
    expect(store.getState().draft?.saving).toEqual({ kind: 'failed', error: 'disk-full', retrying: true })
    expect(store.getState().draft?.fields.what).toBe('Personen bor her')
    type('Personen bor her fortsatt')
    expect(store.getState().draft?.saving.kind).toBe('failed')
    await pass(5_000)
    expect(engine.stored.what).toBe('Personen bor her fortsatt')
    expect(store.getState().draft?.saving.kind).toBe('saved')
  })

  it('goes on after an engine that ended between writing and answering', async () => {
    const { engine, store, type } = await opened()
    engine.next('lost-after-commit', 'engine-gone')
    type('første')
    await pass(saveDelay)
    type('første og andre')
    await pass(5_000)
    expect(engine.stored.what).toBe('første og andre')
    expect(engine.revision).toBe(2)
    expect(store.getState().draft?.saving.kind).toBe('saved')
  })

  it('treats an engine that stays silent as gone and saves with the next one', async () => {
    const { engine, store, type } = await opened()
    engine.held = true
    type('stille')
    await pass(saveDelay)
    engine.held = false
    await pass(9_000)
    expect(store.getState().draft?.saving).toEqual({ kind: 'saving' })
    await pass(3_000)
    expect(engine.stored.what).toBe('stille')
    expect(store.getState().draft?.saving.kind).toBe('saved')
  })

  it('stops trying when the request is no longer a draft, and keeps what was typed on the screen', async () => {
    const { engine, store, type } = await opened()
    engine.state = 'sending'
    type('for sent')
    await pass(60_000)
    expect(engine.received).toEqual(['for sent'])
    expect(store.getState().draft?.saving).toEqual({ kind: 'failed', error: 'not-allowed-now', retrying: false })
    expect(store.getState().draft?.fields.what).toBe('for sent')
  })

  it('flush saves at once, including what is typed while a save is under way', async () => {
    const { engine, store, type } = await opened()
    engine.held = true
    type('ett')
    const flushed = store.getState().flush()
    await pass(0)
    expect(engine.received).toEqual(['ett'])
    type('ett to')
    engine.held = false
    engine.answer()
    expect(await flushed).toBe(true)
    expect(engine.stored.what).toBe('ett to')
  })
})

describe('leaving and coming back', () => {
  it('leaving the form saves at once', async () => {
    const { engine, store, type } = await opened()
    type('ikke ferdig')
    await store.getState().close()
    await pass(0)
    expect(engine.stored.what).toBe('ikke ferdig')
    expect(store.getState().draft).toBe(null)
  })

  it('leaving the form tells the lists when what was typed last is on disk, not before', async () => {
    const engine = draftEngine(id)
    const savedLate = vi.fn()
    const store = createDraftStore(scriptedBridge(engine.handlers), savedLate)
    await store.getState().open(id)
    engine.held = true
    store.getState().change({ title: 'Ny tittel' })
    await store.getState().close()
    await pass(0)
    expect(savedLate).not.toHaveBeenCalled()
    engine.held = false
    engine.answer()
    await pass(0)
    expect(savedLate).toHaveBeenCalledOnce()
    expect(engine.stored.title).toBe('Ny tittel')
  })

  it('what could not be saved on leaving is still there on coming back, and is saved when it can be', async () => {
    const { engine, store, type } = await opened()
    engine.next('locked')
    type('nesten mistet')
    await store.getState().close()
    await pass(0)
    await store.getState().open(id)
    expect(store.getState().draft?.fields.what).toBe('nesten mistet')
    await pass(5_000)
    expect(engine.stored.what).toBe('nesten mistet')
    expect(store.getState().draft?.saving.kind).toBe('saved')
  })

  it('opening again shows exactly what was stored', async () => {
    const { store, type } = await opened(draftEngine(id, { fromDate: '1/7 24', why: '  to  mellomrom ' }))
    expect(store.getState().draft?.fields).toMatchObject({ fromDate: '1/7 24', why: '  to  mellomrom ' })
    type('Hva\n\nlinje to')
    await store.getState().flush()
    await store.getState().close()
    await store.getState().open(id)
    expect(store.getState().draft?.fields.what).toBe('Hva\n\nlinje to')
  })

  it('news from a sync never changes what is being typed', async () => {
    const { engine, bridge, store, type } = await opened()
    engine.held = true
    type('min tekst')
    bridge.tell('changed', ['requests', 'cases'])
    await pass(0)
    expect(store.getState().draft?.fields.what).toBe('min tekst')
    expect(store.getState().draft?.saving).toEqual({ kind: 'saving' })
  })
})

describe('sending', () => {
  it('saves the last key press before it submits', async () => {
    const { bridge, store, engine, type } = await opened()
    type('alt med')
    expect(await store.getState().act('submit')).toBe(true)
    expect(engine.stored.what).toBe('alt med')
    const orders = bridge.calls.map(({ name }) => name)
    expect(orders.indexOf('drafts.save')).toBeLessThan(orders.indexOf('drafts.submit'))
    expect(store.getState().draft?.view.state).toBe('queued')
  })

  it('does not submit a text that is not on disk', async () => {
    const { bridge, store, engine, type } = await opened()
    engine.next('disk-full')
    type('uten plass')
    expect(await store.getState().act('submit')).toBe(false)
    expect(store.getState().refused).toEqual({ action: 'submit', error: 'unsaved' })
    expect(bridge.calls.some(({ name }) => name === 'drafts.submit')).toBe(false)
    expect(store.getState().draft?.fields.what).toBe('uten plass')
  })

  it('taken back to draft, it can be written on', async () => {
    const { store, engine, type } = await opened()
    await store.getState().act('submit')
    await store.getState().act('take-back')
    expect(store.getState().draft?.view.state).toBe('draft')
    type('rettet')
    await store.getState().flush()
    expect(engine.stored.what).toBe('rettet')
  })
})

describe('opening, deleting, leaving', () => {
  it('when another user takes over, what is typed is saved once more at once, and then never tried again', async () => {
    const { store, engine, type } = await opened()
    engine.next('not-open')
    type('ikke hans')
    store.getState().forget()
    await pass(60_000)
    expect(engine.received).toEqual(['ikke hans'])
    expect(store.getState()).toMatchObject({ phase: 'closed', draft: null })
  })

  it('tells why a draft could not be opened', async () => {
    const store = createDraftStore(scriptedBridge({ 'drafts.get': async () => failed('not-found') }))
    await store.getState().open(id)
    expect(store.getState()).toMatchObject({ phase: 'failed', failure: 'not-found' })
  })

  it('saves the last key press before deleting, so that undoing brings everything back', async () => {
    const { store, engine, type } = await opened()
    type('siste ord')
    expect(await store.getState().act('remove')).toBe(true)
    expect(engine.stored.what).toBe('siste ord')
    expect(store.getState().phase).toBe('closed')
    await pass(5_000)
    expect(engine.received).toEqual(['siste ord'])
  })
})
