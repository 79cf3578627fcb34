import { useEffect, useState } from 'react'
import { useText } from '../context.ts'
import { Door } from './door.tsx'

/** Nothing for the first 300 ms, since a start is usually quicker than that; then a word. */
export function Starting() {
  const text = useText()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (!slow) return null
  return (
    <Door>
      <section className="tm-door__part">
        <p className="tm-door__wait" role="status">
          <span className="tm-spinner" aria-hidden />
          {text.signIn.starting}
        </p>
      </section>
    </Door>
  )
}
