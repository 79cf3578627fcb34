import { type Annotations, noAnnotations } from './render.ts'

/** The wishes of a `Prefer` header that the service heeds. */
export interface Preferences {
  readonly trackChanges: boolean
  readonly maxPageSize: number | null
  readonly continueOnError: boolean
  readonly representation: boolean
  readonly annotations: Annotations
  /** Echo of what was heeded, for `Preference-Applied`. */
  readonly applied: string
}

/** Splits at commas outside quotation marks. */
const wishes = (header: string): string[] => (header.match(/(?:"[^"]*"|[^,])+/g) ?? []).map((each) => each.trim())

function matches(patterns: readonly string[], name: string): boolean {
  let found = false
  for (const pattern of patterns) {
    const plain = pattern.replace(/^-/, '')
    const hit = plain === '*' || plain === name || (plain.endsWith('.*') && name.startsWith(plain.slice(0, -1)))
    if (hit) found = !pattern.startsWith('-')
  }
  return found
}

export function readPreferences(header: string | undefined): Preferences {
  let trackChanges = false
  let maxPageSize: number | null = null
  let continueOnError = false
  let representation = false
  let annotations = noAnnotations
  const applied: string[] = []
  for (const wish of wishes(header ?? '')) {
    const [name = '', value = ''] = wish.split(/=(.*)/s).map((part) => part.trim())
    const plain = value.replace(/^"|"$/g, '')
    if (name === 'odata.track-changes') trackChanges = true
    else if (name === 'odata.continue-on-error') continueOnError = true
    else if (name === 'return' && plain === 'representation') representation = true
    else if (name === 'odata.maxpagesize' && Number(plain) > 0) maxPageSize = Math.min(5000, Math.floor(Number(plain)))
    else if (name === 'odata.include-annotations') {
      const patterns = plain.split(',').map((each) => each.trim())
      annotations = {
        formatted: matches(patterns, 'OData.Community.Display.V1.FormattedValue'),
        lookups: matches(patterns, 'Microsoft.Dynamics.CRM.lookuplogicalname'),
        navigation: matches(patterns, 'Microsoft.Dynamics.CRM.associatednavigationproperty'),
        all: patterns.includes('*'),
      }
    } else continue
    applied.push(wish)
  }
  return { trackChanges, maxPageSize, continueOnError, representation, annotations, applied: applied.join(', ') }
}
