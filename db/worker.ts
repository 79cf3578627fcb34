/** The entry of every worker thread: opens its role, answers by name, and has no opinions. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { errorToData } from './errors.ts'
import { createDrafts, type DraftsOptions } from './roles/drafts.ts'
import { createReaderRole, type ReaderOptions } from './roles/reader.ts'
import { createWriter, type WriterOptions } from './roles/writer.ts'

type Api = Readonly<Record<string, (args: never) => unknown>>

const data = z.discriminatedUnion('role', [
  z.object({ role: z.literal('writer'), options: z.custom<WriterOptions>() }),
  z.object({ role: z.literal('reader'), options: z.custom<ReaderOptions>() }),
  z.object({ role: z.literal('drafts'), options: z.custom<DraftsOptions>() }),
])
const question = z.object({ id: z.number(), name: z.string(), args: z.custom<never>() })

function open(given: z.infer<typeof data>): Api {
  if (given.role === 'writer') return createWriter(given.options)
  if (given.role === 'reader') return createReaderRole(given.options)
  return createDrafts(given.options)
}

/** A file that cannot be opened is the answer to every question, so that the asker hears why. */
function openOrFail(): () => Api {
  try {
    const api = open(data.parse(workerData))
    return () => api
  } catch (error) {
    return () => {
      throw error
    }
  }
}

const api = openOrFail()

/** Without its port the thread ends by itself. Closing writes the log back into the file. */
function closeFiles(nothing: never): void {
  try {
    api().close?.(nothing)
  } catch {
    // A file that could not be opened has nothing to close.
  }
}

parentPort?.on('message', (raw) => {
  const { id, name, args } = question.parse(raw)
  if (name === 'end') {
    parentPort?.close()
    closeFiles(args)
    return
  }
  try {
    const work = api()[name]
    if (!work) throw new Error(`No ${name} here`)
    parentPort?.postMessage({ type: 'value', id, value: work(args) })
  } catch (error) {
    parentPort?.postMessage({ type: 'error', id, error: errorToData(error) })
  }
})
