import type { PullProgress, SyncStatus } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { EmptyState, Facts } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Progress } from '../../parts/progress.tsx'
import { formatNumber } from '../../text/format/amounts.ts'
import { useStores, useSync, useText } from '../context.ts'
import './first-sync.css'

/** Until the municipality's rows are on the PC: how far the pull has come, or why it stands still. */
export function FirstSync({ signedIn }: { readonly signedIn: boolean }) {
  const status = useSync((store) => store.status)
  if (status === null) return null
  if (status.phase === 'first-pull' || status.phase === 'pull') return <Pulling progress={status.progress} />
  return <Halted status={status} signedIn={signedIn} />
}

function Pulling({ progress }: { readonly progress: PullProgress | null }) {
  const text = useText()
  const { stop } = useStores().sync.getState()
  return (
    <EmptyState
      page
      icon="CloudDown"
      title={text.firstSync.title}
      actions={<Button onClick={() => void stop()}>{text.firstSync.stop}</Button>}
    >
      <p>{text.firstSync.lead}</p>
      <Bars progress={progress} />
      <p className="tm-first__lock">
        <Icon name="PadlockLocked" />
        {text.firstSync.encrypted}
      </p>
    </EmptyState>
  )
}

function Halted({ status, signedIn }: { readonly status: SyncStatus; readonly signedIn: boolean }) {
  const text = useText()
  const { now } = useStores().sync.getState()
  const { signIn } = useStores().app.getState()
  const needsSignIn = !signedIn || status.problem === 'sign-in'
  const paused = status.stopped && status.problem === null
  const title = paused
    ? text.firstSync.pausedTitle
    : status.problem === null && !needsSignIn
      ? text.firstSync.waitingTitle
      : text.firstSync.offlineTitle
  const why = status.problem ?? (needsSignIn ? 'sign-in' : null)
  return (
    <EmptyState
      page
      icon={paused ? 'Pause' : why === null ? 'CloudDown' : 'CloudSlash'}
      tone={paused || why === null ? 'accent' : 'warning'}
      title={title}
      actions={
        needsSignIn ? (
          <Button variant="primary" iconAfter="ExternalLink" onClick={() => void signIn()}>
            {text.firstSync.signIn}
          </Button>
        ) : (
          <Button variant="primary" onClick={() => void now()}>
            {why === null ? text.firstSync.resume : text.firstSync.retry}
          </Button>
        )
      }
    >
      {why === null ? null : (
        <p>
          {text.frame.sync.problems[why]}. {text.frame.sync.explain[why]}
        </p>
      )}
      {paused ? <p>{text.firstSync.pausedLead}</p> : null}
      {status.progress === null ? null : <Bars progress={status.progress} />}
    </EmptyState>
  )
}

function Bars({ progress }: { readonly progress: PullProgress | null }) {
  const text = useText()
  const done = formatNumber(progress?.done ?? 0)
  const expected = progress?.expected ?? null
  const share = progress === null || expected === null || expected === 0 ? null : progress.done / expected
  return (
    <>
      <div>
        <div className="tm-first__figures">
          {share === null ? null : <strong>{text.firstSync.percent(Math.floor(share * 100))}</strong>}
          <span>
            {expected !== null
              ? text.firstSync.rows(done, formatNumber(expected))
              : (progress?.done ?? 0) === 0
                ? text.firstSync.noneYet
                : text.firstSync.rowsUnknown(done)}
          </span>
          {progress?.secondsLeft == null ? null : (
            <span className="tm-first__left">{text.firstSync.left(Math.ceil(progress.secondsLeft))}</span>
          )}
        </div>
        <Progress wide label={text.firstSync.bar} value={share} />
      </div>
      {progress === null ? null : <Facts rows={progress.tables.map((table) => row(table, text))} />}
    </>
  )
}

function row(table: PullProgress['tables'][number], text: ReturnType<typeof useText>) {
  const { tables, waiting, running, done, count } = text.firstSync
  const counted =
    table.expected === null ? formatNumber(table.done) : count(formatNumber(table.done), formatNumber(table.expected))
  const icon = { waiting: 'ClockDashed', running: 'ArrowsCirclepath', done: 'CheckmarkCircleFill' } as const
  const value =
    table.table === 'index' ? { waiting, running, done }[table.state] : table.state === 'waiting' ? waiting : counted
  return {
    key: table.table,
    icon: (
      <span className={table.state === 'done' ? 'tm-first__done' : 'tm-first__icon'}>
        <Icon name={icon[table.state]} size={18} />
      </span>
    ),
    name: tables[table.table],
    value,
  }
}
