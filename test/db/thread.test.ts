import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { startThread } from '../../db/thread.ts'
import { temporaryFolder } from './support.ts'

interface Api {
  readonly [name: string]: (args: null) => null
  readonly fall: (args: null) => null
}

let folder: ReturnType<typeof temporaryFolder>
afterEach(() => folder.remove())

/** A thread that can be told to fall over. */
function entry(): string {
  folder = temporaryFolder()
  const path = `${folder.path}/entry.mjs`
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ name }) => {
      if (name === 'end') parentPort.close()
      if (name === 'fall') throw new Error('out of memory')
      if (name === 'leave') process.exit(0)
    })`,
  )
  return pathToFileURL(path).href
}

test.each(['fall', 'leave'])(
  'a thread that ends by itself (%s) is told of, and its calls are answered',
  async (how) => {
    let tell: (role: string) => void = () => undefined
    const died = new Promise<string>((resolve) => (tell = resolve))
    const thread = startThread<Api>(entry(), { role: 'writer', options: {} }, tell)
    await expect(thread.call(how, null)).rejects.toThrow()
    expect(await died).toBe('writer')
    await expect(thread.call('fall', null)).rejects.toThrow()
  },
)

test('a thread that was asked to end has not died', async () => {
  const died: string[] = []
  const thread = startThread<Api>(entry(), { role: 'writer', options: {} }, (role) => void died.push(role))
  await thread.end()
  expect(died).toEqual([])
})
