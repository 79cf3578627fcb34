/**
 * A title that tells IMDi what it is about without opening it: what is wrong, which term, which grant. Never a name
 * or a number. It stands in for a title that is left empty, and the form shows it until one is typed.
 */
import type { DraftFields, Problem } from '../domain.ts'
import { shownWord, shownWords } from '../shown-words.ts'
import type { Basis } from './basis.ts'
import { chosenTerms, termName } from './terms.ts'

const opening: Readonly<Record<Problem, string>> = {
  'missing-payment': 'Mangler utbetaling',
  'wrong-amount': 'Feil beløp',
  'wrong-municipality': 'Feil kommune eller flytting',
  ended: 'Død, utvandret eller utenfor målgruppen',
  other: 'Endring',
}

export function suggestTitle(fields: DraftFields, basis: Basis): string {
  const terms = listed(chosenTerms(fields, basis).map(termName))
  const grant = grantName(basis)
  const problem = fields.problem
  if (basis.case === null) {
    const whole = terms === '' ? 'Gjelder hele terminen' : `Gjelder hele ${terms}`
    return problem === null || problem === 'other' ? whole : `${opening[problem]}: ${lowerFirst(whole)}`
  }
  const subject = [terms, grant].filter((part) => part !== '').join(', ')
  if (problem === 'missing-payment' && terms !== '') return [`Mangler ${terms}`, grant].filter(Boolean).join(', ')
  const start = problem === null ? 'Gjelder' : opening[problem]
  if (subject === '') return problem === null ? '' : start
  if (problem === null) return `Gjelder ${lowerFirst(subject)}`
  return terms === '' ? `${start}, ${grant}` : `${start} ${terms}${grant === '' ? '' : `, ${grant}`}`
}

/** `integreringstilskudd år 2` */
function grantName(basis: Basis): string {
  if (basis.case === null) return ''
  const name = lowerFirst(shownWord(shownWords.type, basis.case.type))
  const year = basis.case.grantYear
  return year === null ? name : `${name} år ${year}`.trim()
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} og ${last}`
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
