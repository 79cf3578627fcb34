// What Electron's own default app does, as far as development and tests need it: `electron [-r FILE]… FOLDER …`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const preloads = []
let folder
for (let i = 1; i < process.argv.length && folder === undefined; i++) {
  const arg = process.argv[i]
  if (arg === '-r' || arg === '--require') preloads.push(process.argv[++i])
  else if (!arg.startsWith('-')) folder = resolve(arg)
}
if (folder === undefined) {
  console.error('Usage: electron [-r FILE] FOLDER')
  process.exit(2)
}
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
const require = createRequire(join(folder, 'package.json'))
for (const file of preloads) require(file)

const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
if (manifest.version) app.setVersion(manifest.version)
if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name)
app.setAppPath(folder)
await import(pathToFileURL(join(folder, manifest.main ?? 'index.js')).href)
