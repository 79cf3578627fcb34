import { useEffect, useState } from 'react'
import type { CaseRow } from '../../../db/domain.ts'
import { Button } from '../../parts/button.tsx'
import { Kbd } from '../../parts/kbd.tsx'
import { formatAmount, formatNumber } from '../../text/format/amounts.ts'
import { useCases, useText } from '../context.ts'

interface Props {
  readonly selected: readonly CaseRow[]
  readonly onCopy: () => void
  readonly onUnselect: () => void
}

/** How many were found and what they sum to; the same for what is chosen. */
export function CasesFooter({ selected, onCopy, onUnselect }: Props) {
  const text = useText()
  const list = useCases((store) => store.list)
  const spoken = useSpoken(list === null ? '' : text.cases.found(formatNumber(list.total), list.total === 1))
  const sum = selected.reduce((all, row) => all + row.totalAmount, 0)
  return (
    <footer className="tm-cases__footer">
      {list === null ? null : (
        <>
          <span>
            {list.total === list.all
              ? text.cases.footerAll(formatNumber(list.all))
              : text.cases.footer(formatNumber(list.total), formatNumber(list.all))}
          </span>
          <span>
            {text.cases.sum} <strong>{formatAmount(list.sum)}</strong>
          </span>
        </>
      )}
      {selected.length === 0 ? null : (
        <span className="tm-cases__footer-end">
          <span>
            <strong>{text.cases.selected(formatNumber(selected.length))}</strong> · <strong>{formatAmount(sum)}</strong>
          </span>
          <Button variant="tertiary" small onClick={onUnselect}>
            {text.cases.unselect}
          </Button>
          <Button small onClick={onCopy}>
            {text.cases.copy}
            <Kbd>Ctrl</Kbd>
            <Kbd>C</Kbd>
          </Button>
        </span>
      )}
      <span className="tm-hidden" role="status">
        {spoken}
      </span>
    </footer>
  )
}

/** The count for screen readers, half a second after the typing has stopped. */
function useSpoken(words: string): string {
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(words), 500)
    return () => clearTimeout(timer)
  }, [words])
  return spoken
}
