import type { Problem, Regarding } from '../../db/domain.ts'
import type { Bridge } from '../../preload/contract.ts'
import type { createNavigationStore } from './navigation.ts'
import type { createNoticesStore } from './notices.ts'

/** Makes a draft about a case or a term and opens it in the form; the pencil and its kin on every screen. */
export type StartDraft = (regarding: Regarding, problem?: Problem) => Promise<void>

export function createStartDraft(
  bridge: Bridge,
  navigation: ReturnType<typeof createNavigationStore>,
  notices: ReturnType<typeof createNoticesStore>,
): StartDraft {
  let busy = false
  return async (regarding, problem) => {
    if (busy) return
    busy = true
    try {
      const answer = await bridge.call('drafts.create', { regarding, problem: problem ?? null })
      if (answer.ok) navigation.getState().go({ screen: 'draft', id: answer.value.id })
      else notices.getState().failed(answer.error.kind)
    } finally {
      busy = false
    }
  }
}
