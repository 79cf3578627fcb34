import { setImmediate as turn } from 'node:timers/promises'
import { caseColumns } from '../../domain.ts'
import type { CaseIndex } from './case-index.ts'
import { digitsBlock, shownBlock } from './text-block.ts'

/** Identifiers are searched in their block. */
const searched = caseColumns.filter((name) => name !== 'caseNumber' && name !== 'dufNumber')

/**
 * Works out ahead of the first search and the first sort what they need, a step at a time, so that a question asked
 * meanwhile waits for one step at most. It stops when the index has been replaced: the new one has its own round.
 *
 * @param complete answers the index with every column laid over
 */
export async function warmUp(index: CaseIndex, complete: () => CaseIndex): Promise<void> {
  const steps = [
    () => digitsBlock(index),
    () => shownBlock(index),
    ...caseColumns.map((name) => () => index.columns[name].dictionary.ranks()),
    ...searched.map((name) => () => index.columns[name].dictionary.searchTexts()),
  ]
  await turn()
  if (complete() !== index) return
  for (const step of steps) {
    await turn()
    step()
  }
}
