import type { CaseQuery } from '../../../db/calls.ts'
import type { SyncSummary } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { formatSince } from '../../text/format/dates.ts'
import { useNavigation, useStores, useText } from '../context.ts'

type Change = NonNullable<CaseQuery['change']>['kind']

interface Line {
  readonly key: string
  readonly icon: IconName
  readonly word: string
  readonly hint: string
  readonly count: number
  readonly change: Change | null
}

interface Props {
  readonly sync: SyncSummary | null
  readonly caseCount: number
}

/** Nytt siden sist: what the last sync changed; each line opens the rows it counts. */
export function NewsCard({ sync, caseCount }: Props) {
  const text = useText()
  const { news } = text.dashboard
  const note = sync === null ? undefined : formatSince(sync.finishedAt, new Date())
  return (
    <Card title={news.title} note={note}>
      {sync === null ? (
        <p className="tm-card__empty">{news.never}</p>
      ) : sync.first ? (
        <p className="tm-card__empty">{news.first(formatNumber(caseCount))}</p>
      ) : (
        <Lines sync={sync} />
      )}
    </Card>
  )
}

function Lines({ sync }: { readonly sync: SyncSummary }) {
  const text = useText()
  const stores = useStores()
  const go = useNavigation((store) => store.go)
  const { news } = text.dashboard
  const all: readonly Line[] = [
    { key: 'cases', icon: 'FolderPlus', word: news.newCases, hint: '', count: sync.newCases, change: 'new-case' },
    {
      key: 'payouts',
      icon: 'Receipt',
      word: news.newPayouts,
      hint: formatAmount(sync.newPayoutSum),
      count: sync.newPayouts,
      change: 'new-payout',
    },
    { key: 'stopped', icon: 'CircleSlash', word: news.stopped, hint: '', count: sync.stoppedCases, change: 'stopped' },
    {
      key: 'amounts',
      icon: 'ArrowRightLeft',
      word: news.amounts,
      hint: news.amountsHint(formatAmount(sync.changedAmountSum)),
      count: sync.changedAmounts,
      change: 'amount',
    },
    { key: 'answers', icon: 'Chat', word: news.answers, hint: '', count: sync.answers, change: null },
  ]
  const lines = all.filter((line) => line.count > 0)
  if (lines.length === 0) return <p className="tm-card__empty">{news.none}</p>
  const open = (change: Change | null) => {
    if (change === null) return go({ screen: 'requests', selected: null })
    stores.cases.getState().show({ change: { syncId: sync.id, kind: change } })
    go({ screen: 'cases' })
  }
  return (
    <ul className="tm-lines">
      {lines.map((line) => (
        <li key={line.key}>
          <button type="button" className="tm-line" onClick={() => open(line.change)}>
            <Icon name={line.icon} className="tm-quiet" />
            <span className="tm-line__title">{line.word}</span>
            <span className="tm-line__figure">{line.hint}</span>
            <strong className="tm-line__count">{formatNumber(line.count)}</strong>
          </button>
        </li>
      ))}
    </ul>
  )
}
