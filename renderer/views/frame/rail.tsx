import type { IconName } from '../../parts/icon.tsx'
import { Icon } from '../../parts/icon.tsx'
import type { Place, Screen } from '../../stores/navigation.ts'
import { useApp, useNavigation, useSync, useText } from '../context.ts'
import './rail.css'

interface Entry {
  readonly place: Place & { readonly screen: 'dashboard' | 'cases' | 'requests' | 'settings' }
  readonly icon: IconName
}

const entries: readonly Entry[] = [
  { place: { screen: 'dashboard' }, icon: 'House' },
  { place: { screen: 'cases' }, icon: 'Folder' },
  { place: { screen: 'requests', selected: null }, icon: 'TasklistSend' },
]
const last: Entry = { place: { screen: 'settings' }, icon: 'Cog' }

/** A case belongs under Saker, a draft under Endringsforespørsler. */
const under: Record<Screen, Screen> = {
  dashboard: 'dashboard',
  cases: 'cases',
  case: 'cases',
  requests: 'requests',
  draft: 'requests',
  settings: 'settings',
}

/** The screens there are. At narrow widths only icons are left, with the words as tooltips and names. */
export function Rail() {
  const text = useText()
  const version = useApp((store) => store.info?.version)
  const waiting = useSync((store) => store.status?.counts.waitingForYou ?? 0)
  return (
    <nav className="tm-rail" aria-label={text.frame.rail}>
      {entries.map((entry) => (
        <RailButton key={entry.place.screen} entry={entry} waiting={entry.place.screen === 'requests' ? waiting : 0} />
      ))}
      <span className="tm-rail__space" />
      <RailButton entry={last} waiting={0} />
      {version === undefined ? null : <span className="tm-rail__version">{text.frame.version(version)}</span>}
    </nav>
  )
}

function RailButton({ entry, waiting }: { readonly entry: Entry; readonly waiting: number }) {
  const text = useText()
  const go = useNavigation((store) => store.go)
  const here = useNavigation((store) => under[store.place.screen]) === entry.place.screen
  const word = text.frame.screens[entry.place.screen]
  return (
    <button
      type="button"
      className="tm-rail__button"
      aria-current={here ? 'page' : undefined}
      title={word}
      onClick={() => go(entry.place)}
    >
      <Icon name={entry.icon} size={20} />
      <span className="tm-rail__word">{word}</span>
      {waiting === 0 ? null : (
        <>
          <span className="tm-rail__badge" aria-hidden>
            {waiting}
          </span>
          <span className="tm-hidden">, {text.frame.waitingForYou(waiting)}</span>
        </>
      )}
    </button>
  )
}
