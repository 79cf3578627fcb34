import {
  type Choice,
  caseStatuses,
  grantTypes,
  payoutKinds,
  payoutStatuses,
  stopReasons,
  termStatuses,
} from '../../db/domain.ts'
import type { StateKind } from '../parts/state-kinds.ts'
import type { Texts } from '../text/index.ts'

/** Our word for a known code, else IMDi's own text: a newer server may send what this version has no word for. */
function word<K extends string>(codes: Record<K, number>, words: Record<K, string>, choice: Choice): string {
  for (const key in codes) if (codes[key] === choice.code) return words[key]
  return choice.text
}

export const typeWord = (text: Texts, type: Choice) => word(grantTypes, text.words.grantTypes, type)
export const typeShort = (text: Texts, type: Choice) => word(grantTypes, text.words.grantTypesShort, type)
export const caseStatusWord = (text: Texts, status: Choice) => word(caseStatuses, text.words.caseStatuses, status)
export const stopReasonWord = (text: Texts, reason: Choice) => word(stopReasons, text.words.stopReasons, reason)
export const payoutStatusWord = (text: Texts, status: Choice) => word(payoutStatuses, text.words.payoutStatuses, status)
export const payoutKindWord = (text: Texts, kind: Choice) => word(payoutKinds, text.words.payoutKinds, kind)
export const termStatusWord = (text: Texts, status: Choice) => word(termStatuses, text.words.termStatuses, status)

export function caseStatusKind(status: Choice): StateKind {
  if (status.code === caseStatuses.active) return 'case-active'
  if (status.code === caseStatuses.stopped) return 'case-stopped'
  return status.code === caseStatuses.ended ? 'case-ended' : 'unknown'
}

export function termStatusKind(status: Choice): StateKind {
  if (status.code === termStatuses.paid) return 'payout-paid'
  return status.code === termStatuses.planned ? 'payout-planned' : 'unknown'
}

/** A payout's state: an offset or repayment shows as that, whatever its status. */
export function payoutState(kind: Choice, status: Choice): StateKind {
  if (kind.code === payoutKinds.offset || kind.code === payoutKinds.repayment) return 'payout-offset'
  if (status.code === payoutStatuses.paid) return 'payout-paid'
  if (status.code === payoutStatuses.planned) return 'payout-planned'
  return status.code === payoutStatuses.held ? 'payout-held' : 'unknown'
}
