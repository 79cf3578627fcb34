/**
 * Who may import whom, as README's architecture section tells. Every import of every file is read and held against
 * the table below; a new rule is a new line here.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url).pathname

interface Import {
  /** The file that imports, from the root of the checkout. */
  readonly by: string
  /** A file from the root, or a package's name. */
  readonly of: string
  /** Only for the compiler: nothing of it is loaded. */
  readonly typeOnly: boolean
}

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`)
}

const statement =
  /(?:^|\n)\s*(import|export)\s+(type\s)?([^;'"]*?from\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(statement)].flatMap(([, , type, what = '', path, dynamic]) => {
    const given = path ?? dynamic
    if (given === undefined) return []
    const onlyTypes = /^\{\s*(type\s+\w+\s*,?\s*)+\}\s*from\s*$/.test(what)
    const of = given.startsWith('.') ? normalize(join(dirname(file), given)) : packageOf(given)
    return [{ by: file, of, typeOnly: type !== undefined || onlyTypes }]
  })
}

function packageOf(path: string): string {
  if (path.startsWith('node:')) return path
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')
}

const all = ['db', 'main', 'preload', 'renderer', 'test'].flatMap(files).flatMap(importsOf)
const within = (folder: string) => all.filter((one) => one.by.startsWith(folder))
const show = (list: readonly Import[]): string[] => list.map((one) => `${one.by} → ${one.of}`)
const isNode = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name)
const isFile = (one: Import): boolean => /\.tsx?$/.test(one.of)

test('the imports are read: a table that finds nothing forbids nothing', () => {
  expect(all.length).toBeGreaterThan(500)
  expect(show(all)).toContain('db/open.ts → better-sqlite3')
  expect(all.some((one) => one.typeOnly)).toBe(true)
})

/** A package, or a folder's own affair, and the only files that may import it. */
const onlyBy: readonly (readonly [what: string, by: RegExp])[] = [
  ['better-sqlite3', /^db\/open\.ts$/],
  ['kysely', /^db\//],
  ['node:worker_threads', /^db\/(worker|thread)\.ts$/],
  ['electron', /^(main\/|preload\/index\.ts$)/],
  ['keytar', /^main\/keychain\.ts$/],
  ['openid-client', /^main\/session\.ts$/],
  ['zustand', /^renderer\/(stores\/|views\/|parts\/|app\.tsx$|main\.tsx$)/],
  ['ag-grid-community', /^renderer\/grid\//],
  ['ag-grid-react', /^renderer\/grid\//],
  ['@digdir/designsystemet-react', /^renderer\/parts\//],
  ['@navikt/aksel-icons', /^renderer\/(parts|grid)\//],
]

test.each(onlyBy)('%s is imported only by its place', (what, by) => {
  const found = ['db', 'main', 'preload', 'renderer'].flatMap((folder) => within(`${folder}/`))
  expect(show(found.filter((one) => one.of === what && !by.test(one.by)))).toEqual([])
})

/** What a folder may import of the others; its own files always. */
const folders: readonly (readonly [folder: string, others: RegExp])[] = [
  ['db/', /^$/],
  [
    'main/',
    /^(db\/(client|client-types|crossing|errors|domain|calls|serve|log)\.ts|preload\/(contract|result|names)\.ts)$/,
  ],
  ['preload/index.ts', /^preload\/(contract|names)\.ts$/],
  ['preload/', /^db\/(domain|calls|errors)\.ts$/],
  ['renderer/', /^(preload\/(contract|result|names)\.ts|db\/(domain|calls|errors)\.ts)$/],
]

test.each(folders)('%s imports no other folder than the table says', (folder, others) => {
  const own = folder.replace(/[^/]*$/, '')
  const wrong = within(folder).filter((one) => isFile(one) && !one.of.startsWith(own) && !others.test(one.of))
  expect(show(wrong)).toEqual([])
})

test('the window holds neither Node nor Electron, and only types of the engine', () => {
  const window = within('renderer/').filter((one) => one.by !== 'renderer/vite.config.ts')
  expect(show(window.filter((one) => isNode(one.of) || one.of === 'electron'))).toEqual([])
  const values = window.filter((one) => one.of.startsWith('db/') && !one.typeOnly)
  expect(show(values.filter((one) => one.of !== 'db/domain.ts'))).toEqual([])
})

test('stores know neither React nor the grid, views not the bridge, parts no stores', () => {
  const wrong = [
    ...within('renderer/stores/').filter((one) => /^(react|ag-grid|@digdir)/.test(one.of)),
    ...within('renderer/views/').filter((one) => one.of === 'renderer/bridge.ts' && !one.typeOnly),
    ...within('renderer/parts/').filter((one) => one.of.startsWith('renderer/stores/') && !one.typeOnly),
    ...within('renderer/grid/').filter((one) => one.of.startsWith('renderer/stores/') && !one.typeOnly),
  ]
  expect(show(wrong)).toEqual([])
})

test('the preload script carries no schemas', () => {
  const values = within('preload/index.ts').filter((one) => !one.typeOnly)
  expect(values.map((one) => one.of).filter((name) => name !== 'electron')).toEqual(['preload/names.ts'])
})

/** The engine's floors, lowest first. A file loads only what lies on its own floor or below. */
const floors: readonly RegExp[] = [
  /^db\/(domain|calls|log|shown|shown-words)\.ts$/,
  /^db\/(errors|handles|schema\/.+)\.ts$/,
  /^db\/(open|migrate|migrations\/.+)\.ts$/,
  /^db\/(replica|history)\//,
  /^db\/outbox\//,
  /^db\/queries\//,
  /^db\/(client-types|crossing|thread)\.ts$/,
  /^db\/sync\//,
  /^db\/roles\//,
  /^db\/(device|device-calls|client|serve|worker)\.ts$/,
]
const floorOf = (file: string): number => floors.findIndex((floor) => floor.test(file))

test('in the engine, imports go downwards', () => {
  const engine = within('db/').filter((one) => isFile(one) && !one.typeOnly)
  expect(engine.flatMap((one) => [one.by, one.of]).filter((file) => floorOf(file) < 0)).toEqual([])
  expect(show(engine.filter((one) => floorOf(one.of) > floorOf(one.by)))).toEqual([])
})

test('a migration imports nothing of ours: it must mean the same for ever', () => {
  const steps = within('db/migrations/').filter((one) => !one.by.endsWith('/index.ts'))
  expect(show(steps)).toEqual([])
})

test('what judges borrows nothing from what is judged', () => {
  const judges = [...within('test/simulator/'), ...within('test/generators/')]
  expect(judges.length).toBeGreaterThan(20)
  const own = /^test\/(simulator|generators|support)\//
  expect(show(judges.filter((one) => isFile(one) && !own.test(one.of)))).toEqual([])
})
