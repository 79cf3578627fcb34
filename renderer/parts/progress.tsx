import './progress.css'

interface Props {
  readonly label: string
  /** 0–1; null when nobody knows how much there is. */
  readonly value: number | null
  readonly wide?: boolean
}

/** How far something has come. */
export function Progress({ label, value, wide }: Props) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      className={`tm-progress ${wide === true ? 'tm-progress--wide' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
    >
      <div
        className="tm-progress__bar"
        data-unknown={percent === null ? '' : undefined}
        style={{ width: `${percent ?? 40}%` }}
      />
    </div>
  )
}
