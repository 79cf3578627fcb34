/**
 * `npm run bench -- NAME … [--cases N] [--json]`: measures and prints. With `--json` one figure per line and
 * nothing else; exit 1 when a goal is not met.
 */
import { parseArgs } from 'node:util'
import type { Bench, Figure } from './figure.ts'

/** Each bench is loaded only when asked for: some start an Electron. */
const benches: Readonly<Record<string, () => Promise<readonly Bench[]>>> = {
  search: async () => [(await import('./search.ts')).search, (await import('./paint.ts')).searchPaint],
  sort: async () => [(await import('./sort.ts')).sort],
  sync: async () => [(await import('./sync.ts')).sync, (await import('./paint.ts')).windowBlock],
  startup: async () => [(await import('./startup.ts')).startup],
  memory: async () => [(await import('./memory.ts')).memory],
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
})
const cases = Number(values.cases)
const unknown = positionals.filter((name) => !(name in benches))
if (positionals.length === 0 || unknown.length > 0 || !Number.isInteger(cases) || cases < 1) {
  console.error(`Use: npm run bench -- ${Object.keys(benches).join('|')} [--cases N] [--json]`)
  process.exit(2)
}

let met = true
for (const name of positionals) {
  for (const bench of (await benches[name]?.()) ?? []) {
    for await (const figure of bench({ cases })) {
      met &&= figure.ok
      console.log(values.json ? JSON.stringify(figure) : sentence(figure))
    }
  }
}
process.exitCode = met ? 0 : 1

function sentence({ metric, value, unit, goal, limit, peer, ratio, ok }: Figure): string {
  const beside = [
    `goal ${goal}`,
    limit === null ? '' : `limit ${limit} (× ${ratio})`,
    peer === null ? '' : `straightforward ${peer}`,
  ]
  return `${ok ? 'met ' : 'NOT '} ${metric.padEnd(24)} ${value} ${unit}   ${beside.filter(Boolean).join(' · ')}`
}
