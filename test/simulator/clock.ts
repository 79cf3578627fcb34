/** The simulated service's clock: starts in the simulated year, runs with real time and can be put forward. */
export interface Clock {
  readonly now: () => Date
  readonly advance: (days: number) => void
  /** Never backwards. */
  readonly moveTo: (date: Date) => void
  /** Back to the start. */
  readonly reset: () => void
}

export function startClock(start: Date): Clock {
  const fromStart = () => start.getTime() - Date.now()
  let offset = fromStart()
  const now = () => new Date(Date.now() + offset)
  return {
    now,
    advance: (days) => {
      offset += days * 86_400_000
    },
    moveTo: (date) => {
      offset = Math.max(offset, date.getTime() - Date.now())
    },
    reset: () => {
      offset = fromStart()
    },
  }
}
