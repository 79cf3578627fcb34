/** Ctrl+C, a closed terminal or a polite kill: `end` runs once, then the process ends. */
export function onInterrupt(end: () => Promise<void>): { finish(): Promise<void> } {
  let ending: Promise<void> | null = null
  const finish = () => {
    ending ??= end()
    return ending
  }
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.on(signal, () => void finish().finally(() => process.exit(code)))
  return { finish }
}
