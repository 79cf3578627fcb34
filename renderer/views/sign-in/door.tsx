import type { ReactNode } from 'react'
import { Logo } from '../../parts/logo.tsx'
import { useApp, useText } from '../context.ts'
import './door.css'

/** What one meets before one is in: the mark, one card, and a line under it. */
export function Door({ children, under }: { readonly children: ReactNode; readonly under?: ReactNode }) {
  const text = useText()
  const testData = useApp((store) => store.info?.testData ?? false)
  return (
    <div className="tm-door">
      <div className="tm-door__drag" />
      <main className="tm-door__inner">
        <div className="tm-door__brand">
          <Logo size={36} />
          <span>{text.words.product}</span>
          {testData ? (
            <span className="tm-bar__test" title={text.frame.testDataHint}>
              {text.frame.testData}
            </span>
          ) : null}
        </div>
        <div className="tm-door__card">{children}</div>
        {under === undefined ? null : <div className="tm-door__under">{under}</div>}
      </main>
    </div>
  )
}
