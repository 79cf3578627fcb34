import type { RequestState, RequestSummary } from '../../db/domain.ts'
import { State, StateTag } from '../parts/state.tsx'
import { useText } from './context.ts'

type Stated = Pick<RequestSummary, 'state' | 'stateText'>

/** The word for a request's state; IMDi's own text where this version has no word. */
export function useRequestWord(): (request: Stated) => string {
  const words: Record<RequestState, string> = useText().words.requestStates
  return (request) => (request.state === 'other' && request.stateText !== '' ? request.stateText : words[request.state])
}

export function RequestStateMark({ request }: { readonly request: Stated }) {
  const word = useRequestWord()(request)
  return <State kind={request.state}>{word}</State>
}

export function RequestStateTag({ request }: { readonly request: Stated }) {
  const word = useRequestWord()(request)
  return <StateTag kind={request.state}>{word}</StateTag>
}
