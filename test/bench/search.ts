/**
 * Search as typed: from the text to the first 200 rows, sorted by name, with the exact total, sum and facets.
 *
 * Limit: one `indexOf` over a text block of all rows, counting the rows it hits, with no sort and no sums. Peer: the
 * straightforward SQL way on the same encrypted file, FTS5 trigram from three characters on, else LIKE.
 */
import { DatabaseSync } from 'node:sqlite'
import type { ReadDb } from '../../db/handles.ts'
import { type MadeCase, type MadeRows, random } from '../db/queries/made-rows.ts'
import { type Bench, type Figure, figure, milliseconds, percentile } from './figure.ts'
import { everyCase, madeReader } from './made-reader.ts'

const asked = 600
const askedOfPeer = 60

export const search: Bench = async function* ({ cases }): AsyncIterable<Figure> {
  const { rows, reader, replica, firstPage, remove } = await madeReader(cases)
  try {
    yield figure({ bench: 'search', metric: 'search.ready', value: firstPage, goal: 300, limit: null, peer: null })
    const typed = searches(rows, asked)
    const block = textBlock(rows)
    const limits = typed.map((text) => milliseconds(() => countRows(block, text.toLowerCase())))
    const values = typed.map((text) =>
      milliseconds(() => {
        const list = { ...everyCase, search: text, sort: { column: 'familyName' as const, descending: false } }
        const { version } = reader['cases.open'](list)
        reader['cases.page']({ version, from: 0, to: 200 })
      }),
    )
    const ask = sqlSearch(rows, replica)
    const peers = typed.slice(0, askedOfPeer).map((text) => milliseconds(() => ask(text)))
    const of = (share: number, name: string, goal: number) =>
      figure({
        bench: 'search',
        metric: `search.engine.${name}`,
        value: percentile(values, share),
        goal,
        limit: percentile(limits, share),
        peer: percentile(peers, share),
      })
    yield of(0.95, 'p95', 16)
    yield of(0.5, 'p50', 16)
  } finally {
    remove()
  }
}

/** What caseworkers type, letter by letter: names, numbers, years, words of the schemes. */
function searches(rows: MadeRows, count: number): string[] {
  const next = random(99)
  const int = (below: number) => Math.floor(next() * below)
  const fixed = ['særskilt', 'integreringstilskot', '-2020', '2020', 'stoppet', 'flyttet 2019', '194 400 kr', 'AR-2']
  const list: string[] = []
  while (list.length < count) {
    const made = rows.cases[int(rows.cases.length)]
    if (made === undefined) break
    const sources = [
      made.family_name,
      made.given_name,
      made.duf_number,
      made.case_number,
      `${made.given_name} ${made.family_name}`,
    ]
    const text = next() < 0.2 ? (fixed[int(fixed.length)] ?? '') : (sources[int(sources.length)] ?? '')
    if (text !== '') list.push(text.slice(0, 1 + int(Math.min(text.length, 12))))
  }
  return list
}

function shown(made: MadeCase): string {
  const { case_number, family_name, given_name, duf_number, birth_date, type_text, code, qualifying_date } = made
  const rest = [made.settled_date, made.total_amount / 100, made.status_text, made.stop_reason_text]
  return [case_number, family_name, given_name, duf_number, birth_date, type_text, code, qualifying_date, ...rest]
    .join(' ')
    .toLowerCase()
}

function textBlock(rows: MadeRows): string {
  return rows.cases.map(shown).join('\n')
}

function countRows(block: string, text: string): number {
  let count = 0
  for (let at = block.indexOf(text); at >= 0; at = block.indexOf(text, at)) {
    count++
    at = block.indexOf('\n', at)
    if (at < 0) break
  }
  return count
}

/** The peer needs a table of its own; it lives in memory, unencrypted, which only favours it. */
function sqlSearch(rows: MadeRows, replica: ReadDb): (text: string) => void {
  const db = new DatabaseSync(':memory:')
  db.exec(`create virtual table found using fts5(text, tokenize = 'trigram', detail = 'full');
           create table row (seq integer primary key, name text, text text)`)
  const insert = db.prepare('insert into found (rowid, text) values (?, ?)')
  const insertRow = db.prepare('insert into row (seq, name, text) values (?, ?, ?)')
  db.exec('begin')
  rows.cases.forEach((made, at) => {
    insert.run(at + 1, shown(made))
    insertRow.run(at + 1, made.family_name, shown(made))
  })
  db.exec('commit; create index row_by_name on row (name)')
  const page = replica.prepare('select * from grant_case where seq = ?')
  const long = db.prepare(
    'select seq from row where seq in (select rowid from found where found match ?) order by name',
  )
  const short = db.prepare(`select seq from row where text like '%' || ? || '%' order by name`)
  return (text) => {
    const hits = text.length >= 3 ? long.all(`"${text.replaceAll('"', '""')}"`) : short.all(text)
    for (const hit of hits.slice(0, 200)) page.get(Number(hit.seq))
  }
}
