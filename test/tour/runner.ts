/** Runs named steps one after another, prints each, keeps a picture of the window, and sums them up as JSON. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export interface StepResult {
  readonly name: string
  readonly ok: boolean
  readonly ms: number
  readonly detail: string
}

export interface TourReport {
  readonly ok: boolean
  readonly electron: string
  readonly steps: readonly StepResult[]
}

/** A step does its work and answers what it saw, in words; it throws when what it saw is not what must hold. */
export type StepWork = () => Promise<string>

export interface Runner {
  readonly step: (name: string, work: StepWork) => Promise<boolean>
  readonly results: () => readonly StepResult[]
}

export interface RunnerOptions {
  readonly shots: string
  /** Answers a PNG of what the user sees now, or null when no window is open. */
  readonly picture: () => Promise<Uint8Array | null>
  readonly print: (line: string) => void
}

const fileName = (index: number, name: string) =>
  `${String(index).padStart(2, '0')}-${name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^a-z0-9æøå]+/g, '-')
    .replace(/^-+|-+$/g, '')}.png`

/**
 * Makes a runner. After a failed step the following ones are not run but listed as failed, since each builds on
 * the one before it.
 */
export function createRunner(options: RunnerOptions): Runner {
  const done: StepResult[] = []
  const failed = () => done.some((step) => !step.ok)

  const run = async (work: StepWork): Promise<{ ok: boolean; detail: string }> => {
    if (failed()) return { ok: false, detail: 'not run: an earlier step failed' }
    try {
      return { ok: true, detail: await work() }
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      return { ok: false, detail: stripVTControlCharacters(said).trim() }
    }
  }

  return {
    results: () => done,
    step: async (name, work) => {
      const skipped = failed()
      const start = performance.now()
      const { ok, detail } = await run(work)
      const ms = Math.round(performance.now() - start)
      done.push({ name, ok, ms, detail })
      options.print(`${ok ? '✓' : '✗'} ${name} (${ms} ms)${detail === '' ? '' : `: ${detail}`}`)
      if (!skipped) {
        const png = await options.picture().catch(() => null)
        await mkdir(options.shots, { recursive: true })
        if (png !== null) await writeFile(join(options.shots, fileName(done.length, name)), png)
      }
      return ok
    },
  }
}
