import { type ReadDb, replicaQuery, workQuery } from '../handles.ts'
import { openOwnStates } from '../outbox/states.ts'

/** IMDi's statuses of a request that is not answered for good: mottatt, under behandling, trenger mer informasjon. */
const openAtImdi = [1, 2, 3]

/** Open requests per case: IMDi's, and ours that IMDi's rows do not hold yet. */
export function openRequestsPerCase(replica: ReadDb, work: ReadDb): Map<string, number> {
  const rows = replica.all(
    replicaQuery.selectFrom('request').select(['id', 'regarding_id', 'status']).where('regarding_kind', '=', 'case'),
  )
  const drafts = work.all(
    workQuery
      .selectFrom('draft')
      .select(['id', 'regarding_id'])
      .where('regarding_kind', '=', 'case')
      .where('state', 'in', [...openOwnStates])
      .where('deleted_at', 'is', null),
  )
  const atImdi = new Set(rows.map((row) => row.id))
  const open = [...rows.filter((row) => openAtImdi.includes(row.status)), ...drafts.filter((d) => !atImdi.has(d.id))]
  const perCase = new Map<string, number>()
  for (const { regarding_id } of open) perCase.set(regarding_id, (perCase.get(regarding_id) ?? 0) + 1)
  return perCase
}
