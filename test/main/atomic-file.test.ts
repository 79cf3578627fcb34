import { readFileSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { renamePatiently } from '../../main/atomic-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

const held = (code: string) => Object.assign(new Error(code), { code })

it.each(['EPERM', 'EACCES', 'EBUSY'])(
  'a file that another program holds for a moment (%s) is renamed then',
  async (code) => {
    const folder = temporaryFolder()
    const [from, to] = [join(folder, 'ny'), join(folder, 'gammel')]
    writeFileSync(from, 'tekst')
    let tries = 0
    await renamePatiently(from, to, async (...paths) => {
      tries += 1
      if (tries < 3) throw held(code)
      await rename(...paths)
    })
    expect(readFileSync(to, 'utf8')).toBe('tekst')
  },
)

it('anything else is told at once, and a file that stays held is told in the end', async () => {
  const folder = temporaryFolder()
  let tries = 0
  const never = (code: string) => async () => {
    tries += 1
    throw held(code)
  }
  await expect(renamePatiently(folder, folder, never('ENOSPC'))).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(tries).toBe(1)
  await expect(renamePatiently(folder, folder, never('EBUSY'))).rejects.toMatchObject({ code: 'EBUSY' })
})
