import { expect, it } from 'vitest'
import type { CaseDetail } from '../../db/domain.ts'
import type { Result } from '../../preload/result.ts'
import { createCaseStore } from '../../renderer/stores/case.ts'
import { grantCase } from './case-rows.ts'
import { failed, ok, scriptedBridge } from './scripted-bridge.ts'

const detail = (id: string, citizenship = ''): CaseDetail => ({
  case: grantCase({ id, citizenship }),
  payouts: [],
  requests: [],
  related: [],
  terms: [],
  newestTermYear: null,
})

function server() {
  const state: { answer: (id: string) => Promise<Result<CaseDetail>> } = { answer: async (id) => ok(detail(id)) }
  const bridge = scriptedBridge({ 'cases.get': ({ id }) => state.answer(id) })
  return { state, bridge, store: createCaseStore(bridge) }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

it('shows the case asked for last, whichever answer comes last', async () => {
  const { state, store } = server()
  let answerFirst = (_: Result<CaseDetail>) => {}
  const slow = new Promise<Result<CaseDetail>>((resolve) => {
    answerFirst = resolve
  })
  state.answer = (id) => (id === 'første' ? slow : Promise.resolve(ok(detail(id))))
  void store.getState().open('første')
  const second = store.getState().open('andre')
  answerFirst(ok(detail('første')))
  await second
  expect(store.getState()).toMatchObject({ phase: 'open', detail: { case: { id: 'andre' } } })
})

it('reads the case again when a sync changed cases, and keeps it when that fails', async () => {
  const { state, bridge, store } = server()
  await store.getState().open('sak')
  state.answer = async (id) => ok(detail(id, 'Eritrea'))
  bridge.tell('changed', ['cases'])
  await settle()
  expect(store.getState().detail?.case.citizenship).toBe('Eritrea')
  state.answer = async () => failed('engine-gone')
  bridge.tell('changed', ['requests'])
  await settle()
  expect(store.getState()).toMatchObject({ phase: 'open', detail: { case: { citizenship: 'Eritrea' } } })
})

it('says when the case has left the municipality', async () => {
  const { state, bridge, store } = server()
  await store.getState().open('sak')
  state.answer = async () => failed('not-found')
  bridge.tell('changed', ['cases'])
  await settle()
  expect(store.getState()).toMatchObject({ phase: 'gone', detail: null })
})

it('never leaves another person’s case on the screen when the one asked for cannot be read', async () => {
  const { state, store } = server()
  await store.getState().open('første')
  state.answer = async () => failed('corrupt')
  await store.getState().open('andre')
  expect(store.getState()).toMatchObject({ phase: 'failed', failure: 'corrupt', detail: null })
})

it('asks nothing while no case is open', async () => {
  const { bridge } = server()
  bridge.tell('changed', ['cases'])
  await settle()
  expect(bridge.calls).toEqual([])
})
