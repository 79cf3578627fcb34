import type { RequestSummary } from '../../../db/domain.ts'
import { formatTerm } from '../../text/format/term.ts'
import { useText } from '../context.ts'

/** Whom or what a request is about, in a few words. */
export function useSubject(): (request: RequestSummary) => string {
  const text = useText()
  return ({ regarding }) => {
    if (regarding.kind === 'term') {
      return regarding.term === null ? text.words.wholeTerm : text.requests.termOf(formatTerm(regarding.term))
    }
    return regarding.person === '' ? text.requests.unknownSubject : regarding.person
  }
}
