import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeAtomically } from '../../main/atomic-file.ts'
import { openSettings } from '../../main/settings.ts'
import { temporaryFolder } from './temporary-folder.ts'

const place = { x: 10, y: 20, width: 1200, height: 800, maximized: false }

describe('settings', () => {
  it('are the usual ones the first time, and those set afterwards', async () => {
    const folder = temporaryFolder()
    const first = openSettings(folder)
    expect(first.settings()).toEqual({ theme: 'system', density: 'md', language: 'nb', letterKeys: true })
    await Promise.all([
      first.setPlace(place),
      first.setSettings({ theme: 'dark', density: 'sm', language: 'nb', letterKeys: false }),
    ])
    const second = openSettings(folder)
    expect(second.settings().theme).toBe('dark')
    expect(second.place()).toEqual(place)
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  it('that can not be read are the usual ones, each part for itself', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'settings.json')
    writeFileSync(file, 'ikke json')
    expect(openSettings(folder).place()).toBeNull()
    writeFileSync(file, JSON.stringify({ settings: { theme: 'rosa' }, place }))
    expect(openSettings(folder).settings().theme).toBe('system')
    expect(openSettings(folder).place()).toEqual(place)
    writeFileSync(
      file,
      JSON.stringify({
        settings: { theme: 'dark', density: 'md', language: 'nb', letterKeys: true },
        place: { x: 'a' },
      }),
    )
    expect(openSettings(folder).settings().theme).toBe('dark')
    expect(openSettings(folder).place()).toBeNull()
  })
})

describe('a file written atomically', () => {
  it('keeps its old content, and leaves nothing beside it, when the new one can not be written', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'a')
    await writeAtomically(file, 'gammel')
    const unwritable = { [Symbol.toPrimitive]: () => 'x' }
    // @ts-expect-error: something that is no data makes the write fail half way, as a full disk would.
    await expect(writeAtomically(file, unwritable)).rejects.toThrow()
    expect(readFileSync(file, 'utf8')).toBe('gammel')
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('is whole, however many write it at once', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'a')
    const texts = Array.from({ length: 20 }, (_, at) => String(at).repeat(10_000))
    await Promise.all(texts.map((text) => writeAtomically(file, text)))
    expect(texts).toContain(readFileSync(file, 'utf8'))
    expect(readdirSync(folder)).toEqual(['a'])
  })
})
