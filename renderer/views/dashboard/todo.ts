import type { Dashboard, RequestState, RequestSummary } from '../../../db/domain.ts'
import type { StateKind } from '../../parts/state-kinds.ts'
import type { Place } from '../../stores/navigation.ts'
import { formatNumber } from '../../text/format/amounts.ts'
import { formatDate, formatDay, formatMoment } from '../../text/format/dates.ts'
import { formatTerm } from '../../text/format/term.ts'
import type { Texts } from '../../text/index.ts'

export interface Todo {
  readonly key: string
  readonly state: StateKind
  readonly title: string
  readonly hint: string
  readonly action: string
  /** Where a click leads: a place, or the cases of a term. */
  readonly to: Place | { readonly termId: string }
}

/** What waits, most urgent first. A single request is opened at once, several as the list with the first chosen. */
export function todos(dashboard: Dashboard, text: Texts['dashboard']['todo'], today: string): readonly Todo[] {
  const of = (state: RequestState) => dashboard.requests.filter((request) => request.state === state)
  const list: Todo[] = []
  const add = (
    state: RequestState,
    words: { title: (n: number) => string; hint: (requests: readonly RequestSummary[]) => string; action: string },
  ) => {
    const requests = of(state)
    const [first] = requests
    if (first === undefined) return
    list.push({
      key: state,
      state,
      title: words.title(requests.length),
      hint: words.hint(requests),
      action: words.action,
      to:
        state === 'draft' && requests.length === 1
          ? { screen: 'draft', id: first.id }
          : { screen: 'requests', selected: first.id },
    })
  }
  const oldest = (requests: readonly RequestSummary[]) => requests.map((one) => one.updatedAt).sort()[0] ?? ''
  const newest = (requests: readonly RequestSummary[]) =>
    requests
      .map((one) => one.updatedAt)
      .sort()
      .at(-1) ?? ''

  add('needs-decision', { title: text.decisions, hint: () => text.decisionsHint, action: text.decisionsGo })
  add('refused', { title: text.refused, hint: () => text.refusedHint, action: text.refusedGo })
  add('needs-info', { title: text.info, hint: (all) => text.infoHint(formatDay(oldest(all))), action: text.infoGo })
  add('queued', { title: text.queued, hint: () => text.queuedHint, action: text.queuedGo })
  add('draft', { title: text.drafts, hint: (all) => text.draftsHint(formatMoment(newest(all))), action: text.draftsGo })

  const next = dashboard.terms
    .filter(({ term }) => term.paymentDate !== null && term.paymentDate >= today)
    .sort((a, b) => (a.term.paymentDate ?? '').localeCompare(b.term.paymentDate ?? ''))[0]
  if (next !== undefined) {
    list.push({
      key: 'next-term',
      state: 'payout-planned',
      title: text.nextTerm(formatTerm(next.term), formatDate(next.term.paymentDate)),
      hint: text.nextTermHint(formatNumber(next.count)),
      action: text.nextTermGo,
      to: { termId: next.term.id },
    })
  }
  return list
}
