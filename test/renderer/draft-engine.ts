import type { DraftFields, DraftSaved, RequestState } from '../../db/domain.ts'
import type { ErrorKind, Result } from '../../preload/result.ts'
import { draftView, emptyFields } from './request-rows.ts'
import { failed, type Handlers, ok } from './scripted-bridge.ts'

/** How the next save goes: done, refused, or carried out with its answer lost (the engine ends just after). */
export type SaveScript = 'done' | 'lost-after-commit' | ErrorKind

/**
 * The engine's side of one draft, as the contract tells it: a save must bring the next revision, and what is stored is
 * what the last accepted save brought. Answers wait for `answer()` when `held` is true.
 */
export function draftEngine(id: string, start: Partial<DraftFields> = {}) {
  const script: SaveScript[] = []
  const waiting: (() => void)[] = []
  const initial: { state: RequestState } = { state: 'draft' }
  const engine = {
    ...initial,
    held: false,
    revision: 0,
    stored: { ...emptyFields, ...start },
    /** Every text that reached the engine, in order. */
    received: [] as string[],
    concurrent: 0,
    mostConcurrent: 0,
    next: (...steps: SaveScript[]) => script.push(...steps),
    answer: () => waiting.shift()?.(),
  }

  const save = async (args: { revision: number; fields: DraftFields }): Promise<Result<DraftSaved>> => {
    engine.received.push(args.fields.what)
    engine.concurrent += 1
    engine.mostConcurrent = Math.max(engine.mostConcurrent, engine.concurrent)
    if (engine.held) await new Promise<void>((resolve) => waiting.push(resolve))
    engine.concurrent -= 1
    const step = script.shift() ?? 'done'
    if (step !== 'done' && step !== 'lost-after-commit') return failed(step)
    if (engine.state !== 'draft') return failed('not-allowed-now')
    if (args.revision !== engine.revision + 1) return failed('stale-revision')
    engine.revision = args.revision
    engine.stored = args.fields
    if (step === 'lost-after-commit') return failed('engine-gone')
    const view = draftView(id, engine.revision, engine.stored)
    return ok({
      revision: view.revision,
      savedAt: `2021-10-01T08:00:0${engine.revision}.000Z`,
      preview: view.preview,
      suggestedTitle: '',
      warnings: [],
    })
  }

  const handlers: Handlers = {
    'drafts.get': async () => ok(draftView(id, engine.revision, engine.stored, engine.state)),
    'drafts.save': save,
    'drafts.submit': async () => {
      engine.state = 'queued'
      return ok(null)
    },
    'drafts.remove': async () => ok(null),
    'drafts.restore': async () => ok(null),
    'requests.edit': async () => {
      engine.state = 'draft'
      return ok(null)
    },
  }
  return Object.assign(engine, { handlers })
}
