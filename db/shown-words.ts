/**
 * The window's own words for the choices it knows by code (`renderer/text/nb/words.ts`; a test compares them). Lists
 * are searched and sorted by what they show; IMDi's text is found as well, and is all there is for other codes.
 */
import { type Choice, caseStatuses, grantTypes, stopReasons } from './domain.ts'

export const shownWords = {
  type: {
    [grantTypes.integration]: 'Integreringstilskudd',
    [grantTypes.separate]: 'Særskilt tilskudd',
    [grantTypes.extra]: 'Ekstratilskudd',
  },
  status: {
    [caseStatuses.active]: 'Løper',
    [caseStatuses.stopped]: 'Stoppet',
    [caseStatuses.ended]: 'Avsluttet',
  },
  stopReason: {
    [stopReasons.moved]: 'Flyttet',
    [stopReasons.dead]: 'Død',
    [stopReasons.emigrated]: 'Utvandret',
    [stopReasons.outsideTargetGroup]: 'Utenfor målgruppen',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<number, string>>>>

/** The word that is shown for a choice: ours when the code is known, else IMDi's. */
export function shownWord(words: Readonly<Record<number, string>>, choice: Choice): string {
  return words[choice.code] ?? choice.text
}
