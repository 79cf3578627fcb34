import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Settings, settingsSchema } from '../preload/contract.ts'
import { writeAtomically } from './atomic-file.ts'

const place = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
})
/** Where the window was, in device-independent pixels. */
export type WindowPlace = z.infer<typeof place>

const defaults: Settings = { theme: 'system', density: 'md', language: 'nb', letterKeys: true }
const stored = z.object({ settings: settingsSchema.catch(defaults), place: place.nullable().catch(null) })

/** How the app looks on this PC: `settings.json`, with no personal data. */
export interface SettingsFile {
  settings(): Settings
  place(): WindowPlace | null
  setSettings(value: Settings): Promise<void>
  setPlace(value: WindowPlace): Promise<void>
}

/** A missing or unreadable file gives the defaults: nothing in it is worth stopping for. */
export function openSettings(dataFolder: string): SettingsFile {
  const path = join(dataFolder, 'settings.json')
  let value = read(path)
  let writing: Promise<void> = Promise.resolve()
  const change = (next: typeof value) => {
    value = next
    // One after the other, so that the last one set is the one that stays.
    writing = writing.catch(() => {}).then(() => writeAtomically(path, JSON.stringify(value, null, 2)))
    return writing
  }
  return {
    settings: () => value.settings,
    place: () => value.place,
    setSettings: (settings) => change({ ...value, settings }),
    setPlace: (next) => change({ ...value, place: next }),
  }
}

function read(path: string): z.infer<typeof stored> {
  try {
    return stored.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { settings: defaults, place: null }
  }
}
