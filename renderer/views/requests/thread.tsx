import type { RequestDetail } from '../../../db/domain.ts'
import { Card } from '../../parts/card.tsx'
import { formatMoment } from '../../text/format/dates.ts'
import { useText } from '../context.ts'

/** What was written under the request at IMDi, oldest first, beyond the letter itself. */
export function Thread({ detail }: { readonly detail: RequestDetail }) {
  const words = useText().requests.notes
  const notes = detail.notes.filter((note, index) => index > 0 || note.text !== detail.preview.noteText)
  if (notes.length === 0) return null
  return (
    <Card title={words.title} note={notes.length}>
      <ol className="tm-requests__thread">
        {notes.map((note) => (
          <li key={note.id}>
            <div className="tm-requests__said">
              {note.subject === '' ? words.fallback : note.subject}
              {note.createdAt === null ? null : (
                <span className="tm-quiet tm-digits"> {formatMoment(note.createdAt)}</span>
              )}
            </div>
            <div className="tm-requests__text">{note.text}</div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
