import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../../parts/button.tsx'
import { formatNumber } from '../../text/format/amounts.ts'
import { useCases, useNavigation, useStores, useText } from '../context.ts'

interface Position {
  readonly index: number
  readonly total: number
  readonly before: string | null
  readonly after: string | null
}

/** Previous and next case of the list one came from, also with Alt+↑ and Alt+↓; nothing when one came another way. */
export function CasePager({ id }: { readonly id: string }) {
  const words = useText().caseView.pager
  const { cases } = useStores()
  const replace = useNavigation((now) => now.replace)
  const version = useCases((now) => now.list?.version)
  const [position, setPosition] = useState<Position | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the list may have moved the case
  useEffect(() => {
    let current = true
    const { place, list, page } = cases.getState()
    const index = place.focusedRow
    if (index === null || list === null) {
      setPosition(null)
      return
    }
    const from = Math.max(0, index - 1)
    void page(from, index + 2).then(({ rows, total }) => {
      if (!current) return
      const at = rows.findIndex((row) => row.id === id)
      if (at < 0) return setPosition(null)
      setPosition({ index: from + at, total, before: rows[at - 1]?.id ?? null, after: rows[at + 1]?.id ?? null })
    })
    return () => {
      current = false
    }
  }, [cases, id, version])

  const turn = (to: 'before' | 'after') => {
    const next = position?.[to] ?? null
    if (position === null || next === null) return
    const { place, leave } = cases.getState()
    leave({ ...place, focusedRow: position.index + (to === 'before' ? -1 : 1) })
    replace({ screen: 'case', id: next })
  }
  useAltArrows(turn)
  if (position === null || position.total < 2) return null
  return (
    <nav className="tm-case__pager" aria-label={words.label}>
      <IconButton
        icon="ChevronUp"
        label={words.previous}
        disabled={position.before === null}
        onClick={() => turn('before')}
      />
      <span className="tm-quiet tm-digits">
        {words.place(formatNumber(position.index + 1), formatNumber(position.total))}
      </span>
      <IconButton
        icon="ChevronDown"
        label={words.next}
        disabled={position.after === null}
        onClick={() => turn('after')}
      />
    </nav>
  )
}

function useAltArrows(turn: (to: 'before' | 'after') => void) {
  const action = useRef(turn)
  action.current = turn
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.shiftKey) return
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
      event.preventDefault()
      action.current(event.key === 'ArrowUp' ? 'before' : 'after')
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
