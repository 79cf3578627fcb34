import { caseStatuses, type GrantCase, grantTypes, stopReasons } from '../../../db/domain.ts'
import type { Municipality } from '../../../preload/contract.ts'
import { formatDate } from '../../text/format/dates.ts'
import type { Texts } from '../../text/index.ts'
import { caseStatusWord, stopReasonWord, typeWord } from '../choices.ts'

/** A municipality as IMDi gave it: a number becomes "kommune 3803", with the name when it is the user's own. */
export function placeWord(text: Texts, place: string, own: Municipality | null): string {
  if (own !== null && place === own.number) return text.caseView.municipality(own.name, own.number)
  return /^\d{4}$/.test(place) ? text.caseView.municipalityNumber(place) : place
}

/** Why the grant stopped, in the middle of a sentence: "flyttet til Horten". Empty when IMDi gave no reason. */
export function reasonWord(text: Texts, grantCase: GrantCase, own: Municipality | null): string {
  const reason = grantCase.stopReason
  const words = text.caseView.reasons
  if (reason === null) return ''
  switch (reason.code) {
    case stopReasons.moved:
      return grantCase.movedTo === '' ? words.moved : words.movedTo(placeWord(text, grantCase.movedTo, own))
    case stopReasons.dead:
      return words.dead
    case stopReasons.emigrated:
      return words.emigrated
    case stopReasons.outsideTargetGroup:
      return words.outsideTargetGroup
    default: {
      const word = stopReasonWord(text, reason)
      return word.slice(0, 1).toLowerCase() + word.slice(1)
    }
  }
}

/** The status with its date and reason: "Stoppet 01.11.2021: flyttet til Horten". */
export function statusSentence(text: Texts, grantCase: GrantCase, own: Municipality | null): string {
  const words = text.caseView.status
  const date = formatDate(grantCase.stopDate)
  const { code } = grantCase.status
  const status =
    date !== '' && code === caseStatuses.stopped
      ? words.stopped(date)
      : date !== '' && code === caseStatuses.ended
        ? words.ended(date)
        : caseStatusWord(text, grantCase.status)
  const reason = code === caseStatuses.active ? '' : reasonWord(text, grantCase, own)
  return reason === '' ? status : words.because(status, reason)
}

/** "Integreringstilskudd, år 4"; without a year for grants that do not count them. */
export function grantWord(text: Texts, grantCase: Pick<GrantCase, 'type' | 'grantYear'>): string {
  const type = typeWord(text, grantCase.type)
  return grantCase.grantYear === null ? type : text.caseView.facts.typeAndYear(type, grantCase.grantYear)
}

export const countsYears = (grantCase: GrantCase): boolean => grantCase.type.code === grantTypes.integration
