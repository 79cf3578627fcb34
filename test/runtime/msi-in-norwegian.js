import { readFileSync, writeFileSync } from 'node:fs'

const texts = new Map([
  ['Language="1033"', 'Language="1044"'],
  ['Windows 7 and above is required', 'Windows 10 eller nyere kreves'],
  [
    'A newer version of "[ProductName]" is already installed.',
    'En nyere versjon av «[ProductName]» er allerede installert.',
  ],
])

/** electron-builder's own sentences in the MSI are English; these are what an installation can show. */
export default function inNorwegian(file) {
  let project = readFileSync(file, 'utf8')
  for (const [english, norwegian] of texts) {
    if (!project.includes(english)) throw new Error(`The MSI project no longer says: ${english}`)
    project = project.replace(english, norwegian)
  }
  writeFileSync(file, project)
}
