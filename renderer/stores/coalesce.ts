/**
 * Makes a task that may be asked for at any time and never runs twice at once: what is asked for while it runs is
 * done once, afterwards. The promise of an asking is kept when a run that began after it has ended.
 */
export function coalesce(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const start = (): Promise<void> => {
    running = task().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (running === null) return start()
    next ??= running.then(
      () => {
        next = null
        return start()
      },
      () => {
        next = null
        return start()
      },
    )
    return next
  }
}
