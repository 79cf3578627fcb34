import type { DraftView } from '../../../db/domain.ts'
import { Alert } from '../../parts/alert.tsx'
import { Button } from '../../parts/button.tsx'
import { formatDay } from '../../text/format/dates.ts'
import { useNavigation, useText } from '../context.ts'
import { useRequestWord } from '../request-state.tsx'

/** Told, never refused: another request on the same case or term. */
export function OtherRequests({ view }: { readonly view: DraftView }) {
  const text = useText()
  const words = text.draft.others
  const go = useNavigation((now) => now.go)
  const word = useRequestWord()
  const [first] = view.others
  if (first === undefined) return null
  const onTerm = view.regarding.kind === 'term'
  const n = view.others.length
  const title = n === 1 ? (onTerm ? words.titleTerm : words.title) : onTerm ? words.severalTerm(n) : words.several(n)
  return (
    <Alert
      tone="info"
      title={title}
      action={
        <Button variant="tertiary" small onClick={() => go({ screen: 'requests', selected: first.id })}>
          {n === 1 ? words.see : words.seeAll}
        </Button>
      }
    >
      {view.others
        .slice(0, 3)
        .map((other) => {
          const name = other.title === '' ? text.requests.untitled : other.title
          return words.one(name, word(other), formatDay(other.updatedAt))
        })
        .join(' ')}
    </Alert>
  )
}
