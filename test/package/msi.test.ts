import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import inNorwegian from '../runtime/msi-in-norwegian.js'

const builder = dirname(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tm-msi-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what an MSI installation can say is Norwegian, in the template electron-builder brings today', () => {
  const project = join(folder, 'project.wxs')
  copyFileSync(join(builder, 'templates/msi/template.xml'), project)
  inNorwegian(project)
  const text = readFileSync(project, 'utf8')
  expect(text).toContain('Language="1044"')
  expect(text).toContain('Windows 10 eller nyere kreves')
  expect(text).toContain('En nyere versjon av «[ProductName]» er allerede installert.')
})

test('a template with other sentences stops the packaging instead of shipping English', () => {
  const project = join(folder, 'project.wxs')
  writeFileSync(project, '<Wix/>')
  expect(() => inNorwegian(project)).toThrow('no longer says')
})
