import type { RequestState, RequestSummary } from '../../db/domain.ts'
import { State, StateTag } from '../parts/state.tsx'
import { useText } from './context.ts'

/** The word for a request's state; IMDi's own text where this version has no word. */
function useWord(request: Pick<RequestSummary, 'state' | 'stateText'>): string {
  const words: Record<RequestState, string> = useText().words.requestStates
  return request.state === 'other' && request.stateText !== '' ? request.stateText : words[request.state]
}

export function RequestStateMark({ request }: { readonly request: Pick<RequestSummary, 'state' | 'stateText'> }) {
  const word = useWord(request)
  return <State kind={request.state}>{word}</State>
}

export function RequestStateTag({ request }: { readonly request: Pick<RequestSummary, 'state' | 'stateText'> }) {
  const word = useWord(request)
  return <StateTag kind={request.state}>{word}</StateTag>
}
