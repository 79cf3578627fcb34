/** Where the engine reports what it does. Never personal data: names of events, counts, codes. */
export type LogDetail = Readonly<Record<string, string | number | boolean | null>>
export type Log = (level: 'info' | 'warn' | 'error', event: string, detail?: LogDetail) => void
