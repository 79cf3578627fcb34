import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { Progress } from '../../parts/progress.tsx'
import { useStores, useSync, useText } from '../context.ts'
import { syncWords } from './sync-words.ts'
import './sync-state.css'

const spokenEvery = 5_000

/** How fresh the rows are and what waits, always in sight; a click tries again, or signs in. */
export function SyncState({ signedIn }: { readonly signedIn: boolean }) {
  const text = useText()
  const { app, sync } = useStores()
  const status = useSync((store) => store.status)
  const now = useMinute()
  const state = status === null ? null : syncWords(status, signedIn, text.frame.sync, now)
  const spoken = useSpoken(state === null ? '' : [state.words, state.explain].filter(Boolean).join('. '))
  if (state === null) return <span className="tm-sync" />
  const face = (
    <>
      <Icon name={state.icon} size={18} />
      <span className="tm-sync__words tm-digits">{state.words}</span>
      {state.progress === undefined ? null : <Progress label={text.frame.sync.bar} value={state.progress} />}
      {state.left === '' ? null : <span className="tm-sync__left tm-digits">{state.left}</span>}
    </>
  )
  const act = () => void (state.action === 'sign-in' ? app.getState().signIn() : sync.getState().now())
  const hint = [state.explain, state.action === 'sync' ? `${text.frame.sync.refresh} (F5)` : '']
    .filter(Boolean)
    .join('\n')
  return (
    <div className="tm-sync" data-look={state.look}>
      {state.action === 'none' ? (
        <span className="tm-sync__face">{face}</span>
      ) : (
        <button type="button" className="tm-sync__face" title={hint} onClick={act}>
          {face}
        </button>
      )}
      <span className="tm-hidden" role="status">
        {spoken}
      </span>
    </div>
  )
}

/** Turns once a minute, so that "08.12" becomes "20.11. kl. 08.12" when the day is over. */
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** The same words for screen readers, changed at most every five seconds and never dropping the last. */
function useSpoken(words: string): string {
  const [spoken, setSpoken] = useState(words)
  const last = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, last.current + spokenEvery - Date.now())
    const timer = setTimeout(() => {
      last.current = Date.now()
      setSpoken(words)
    }, wait)
    return () => clearTimeout(timer)
  }, [words])
  return spoken
}
