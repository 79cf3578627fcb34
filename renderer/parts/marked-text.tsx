import { Fragment } from 'react'
import './marked-text.css'

/** A piece of a text to be marked, by place: `start` up to, not including, `end`. */
export interface Mark {
  readonly start: number
  readonly end: number
}

/** The text cut at its marks, in order; marks that overlap an earlier one are left out. */
export function piecesOf(
  text: string,
  marks: readonly Mark[],
): readonly { readonly text: string; readonly marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = []
  let at = 0
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start || end > text.length) continue
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false })
    pieces.push({ text: text.slice(start, end), marked: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

/** Text with pieces of it marked; the words that say why stand elsewhere. */
export function MarkedText({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }) {
  let at = 0
  return piecesOf(text, marks).map((piece) => {
    const key = at
    at += piece.text.length
    return piece.marked ? (
      <mark className="tm-mark" key={key}>
        {piece.text}
      </mark>
    ) : (
      <Fragment key={key}>{piece.text}</Fragment>
    )
  })
}
