import { type StateKind, stateIcon, stateTone } from '../parts/state-kinds.ts'
import { type Hits, hitRanges } from './hits.ts'
import { gridIcon } from './icons.ts'

/** Text with the places marked where the search found something. */
export function markedText(text: string, hits: Hits): Node {
  const ranges = hitRanges(text, hits)
  if (ranges.length === 0) return document.createTextNode(text)
  const out = document.createDocumentFragment()
  let at = 0
  for (const { start, end } of ranges) {
    out.append(text.slice(at, start))
    const mark = document.createElement('mark')
    mark.className = 'tm-hit'
    mark.textContent = text.slice(start, end)
    out.append(mark)
    at = end
  }
  out.append(text.slice(at))
  return out
}

/** Icon, word and colour, as `State` in parts/ draws it. */
export function stateCell(kind: StateKind, word: string, hits: Hits): HTMLElement {
  const span = document.createElement('span')
  span.className = 'tm-state'
  span.dataset.tone = stateTone(kind)
  span.append(gridIcon(stateIcon(kind), 16), wrapped(markedText(word, hits)))
  return span
}

/** A case number: the hyphen in its own width (tabular hyphens are as wide as a digit). */
export function caseNumberCell(value: string, hits: Hits): HTMLElement {
  const span = document.createElement('span')
  span.className = 'tm-id'
  span.append(markedText(value, hits))
  const texts = document.createTreeWalker(span, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const at = text instanceof Text ? text.data.indexOf('-') : -1
    if (!(text instanceof Text) || at < 0) continue
    const hyphen = document.createElement('span')
    hyphen.className = 'tm-id__hyphen'
    hyphen.textContent = '-'
    const rest = text.splitText(at)
    rest.data = rest.data.slice(1)
    rest.before(hyphen)
    break
  }
  return span
}

/** A button of a row. It is reached by the arrow keys like any cell, so it takes no tab stop of its own. */
export function actionCell(label: string, run: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'tm-grid__action'
  button.tabIndex = -1
  button.setAttribute('aria-label', label)
  button.title = label
  button.append(gridIcon('Pencil', 18))
  button.addEventListener('click', (event) => {
    event.stopPropagation()
    run()
  })
  return button
}

/** Stands where a row has not arrived yet. */
export function pendingCell(): HTMLElement {
  const bar = document.createElement('span')
  bar.className = 'tm-grid__pending'
  return bar
}

function wrapped(node: Node): HTMLElement {
  const span = document.createElement('span')
  span.append(node)
  return span
}
