/**
 * The index, kept in the replica file itself: making it anew from the rows takes the reader most of a second at
 * every start, and reading it back a tenth of that. Like the rows it is encrypted, and it goes with the file.
 *
 * It is never believed blindly. Triggers note every case that changes after it was kept (migrations/replica/0030),
 * in the transaction of the change: those cases are read anew. A change of a term throws it away, and so
 * does a case that left, whose name must leave as well.
 */
import { type CaseColumn, caseColumns } from '../../domain.ts'
import type { ReadDb, WriteDb } from '../../handles.ts'
import { buildIndex, type CaseIndex, type Column, emptyIndex, layLastPaid } from './case-index.ts'
import { columnKinds, nationalIdKind } from './columns.ts'
import { createDictionary } from './dictionary.ts'
import { bytesOf, gap, isKept, type Part, readParts, writeParts } from './kept-parts.ts'
import { patchIndex } from './patch.ts'
import { digitsBlock, shownBlock } from './text-block.ts'

/** Open requests come from our own drafts too, and are laid over the rows anew each time. */
const keptColumns = caseColumns.filter((name) => name !== 'openRequests')
/** Searched in their block, not value by value. */
const inBlock: readonly CaseColumn[] = ['caseNumber', 'dufNumber']

/** From here on, reading the changed cases one by one is no faster than reading all. */
const mostTouched = 5_000
/** So many are read anew at a start in the time of a few frames. */
const fewTouched = 250

export function keepIndex(db: WriteDb): void {
  db.transaction(() => {
    // The sums beside it have what changed noted by themselves, and stay unless they are in another format too.
    db.exec(`delete from kept_index${isKept(db) ? " where part <> 'totals'" : ''}; delete from touched_case`)
    const index = buildIndex(db)
    layLastPaid(index, db)
    const parts = partsOf(index)
    if (parts !== null) writeParts(db, parts)
    else db.exec('delete from kept_index')
  })
}

/** Keeps the index when none is kept or much has changed since. */
export function keepIndexWhenWorn(db: WriteDb): void {
  if (countTouched(db) > fewTouched || !isKept(db)) keepIndex(db)
}

/** The index as the rows are now; null when none is kept or it is no head start. */
export function loadIndex(replica: ReadDb): CaseIndex | null {
  return replica.snapshot(() => {
    if (!isKept(replica) || countTouched(replica) > mostTouched) return null
    const index = readIndex(replica)
    const touched = replica.prepare<{ id: string }>('select id from touched_case').all()
    patchIndex(
      index,
      replica,
      touched.map((row) => row.id),
    )
    // What was read is in memory now; a second copy of it in the page cache is of no use.
    replica.pragma('shrink_memory')
    return index
  })
}

function countTouched(replica: ReadDb): number {
  return replica.prepare<{ count: number }>('select count(*) as count from touched_case').get()?.count ?? 0
}

/** Null when a text cannot be told from the gap between texts, or there is nothing to keep. */
function partsOf(index: CaseIndex): Part[] | null {
  const { digits, shown } = { digits: digitsBlock(index), shown: shownBlock(index) }
  const lists: [string, readonly string[]][] = [
    ['ids', index.ids],
    ['nationalIds.values', index.nationalIds.dictionary.values()],
  ]
  const parts: Part[] = [
    ['seqs', bytesOf(index.seqs)],
    ['amounts', bytesOf(index.amounts)],
    ['digits', digits.text],
    ['shown', shown.text],
    ['nationalIds.codes', bytesOf(index.nationalIds.codes)],
    ['nationalIds.size', String(index.nationalIds.dictionary.size)],
  ]
  for (const name of keptColumns) {
    const { codes, dictionary } = index.columns[name]
    lists.push([`${name}.values`, dictionary.values()])
    if (!inBlock.includes(name)) lists.push([`${name}.texts`, dictionary.searchTexts()])
    parts.push([`${name}.codes`, bytesOf(codes)], [`${name}.ranks`, bytesOf(dictionary.ranks())])
    parts.push([`${name}.size`, String(dictionary.size)])
    parts.push([`${name}.digitsOnly`, dictionary.digitsOnly() ? 'yes' : 'no'])
  }
  if (index.size === 0 || lists.some(([, texts]) => texts.some((text) => text.includes(gap)))) return null
  return [...parts, ...lists.map(([name, texts]) => [name, texts.join(gap)] as const)]
}

function readIndex(replica: ReadDb): CaseIndex {
  const parts = readParts(replica)
  const index = emptyIndex(0)
  index.seqs = new Int32Array(parts.buffer('seqs'))
  index.amounts = new Float64Array(parts.buffer('amounts'))
  index.size = index.seqs.length
  index.ids = parts.texts('ids')
  index.hasLastPaid = true
  const columns: Record<CaseColumn, Column> = { ...index.columns }
  columns.openRequests = { ...index.columns.openRequests, codes: new Int32Array(index.size) }
  for (const name of keptColumns) {
    const dictionary = createDictionary(columnKinds[name], {
      size: Number(parts.text(`${name}.size`)),
      values: () => parts.texts(`${name}.values`),
      searchTexts: () => (inBlock.includes(name) ? [''] : parts.texts(`${name}.texts`)),
      ranks: new Int32Array(parts.buffer(`${name}.ranks`)),
      digitsOnly: parts.text(`${name}.digitsOnly`) === 'yes',
    })
    columns[name] = { dictionary, codes: new Int32Array(parts.buffer(`${name}.codes`)) }
  }
  const nationalIds = {
    dictionary: createDictionary(nationalIdKind, {
      size: Number(parts.text('nationalIds.size')),
      values: () => parts.texts('nationalIds.values'),
      searchTexts: () => [''],
      // Nothing is ever sorted by it.
      ranks: new Int32Array(1),
      digitsOnly: false,
    }),
    codes: new Int32Array(parts.buffer('nationalIds.codes')),
  }
  const block = (text: string) => ({ text, width: text.length / index.size })
  index.blocks = { digits: block(parts.text('digits')), shown: block(parts.text('shown')) }
  return { ...index, columns, nationalIds }
}
