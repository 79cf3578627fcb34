const ends = new Set<() => Promise<void>>()
let listening = false

/** Ctrl+C, a closed terminal or a polite kill: what was begun is ended in turn, then the process ends. */
export function endOnInterrupt(): void {
  if (listening) return
  listening = true
  let ending = false
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      // Impatience changes nothing; what is left is killed when the process exits.
      if (ending) process.exit(code)
      ending = true
      void endAll().finally(() => process.exit(code))
    })
  }
}

async function endAll(): Promise<void> {
  for (const end of [...ends].toReversed()) await end().catch(() => undefined)
}

/** `end` runs once: at `finish()`, or before that when interrupted. */
export function onInterrupt(end: () => Promise<void>): { finish(): Promise<void> } {
  let ending: Promise<void> | null = null
  const finish = () => {
    ends.delete(finish)
    ending ??= end()
    return ending
  }
  ends.add(finish)
  endOnInterrupt()
  return { finish }
}
