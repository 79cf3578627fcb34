import type { AppState } from '../../../preload/contract.ts'
import { Logo } from '../../parts/logo.tsx'
import { Menu, type MenuItem } from '../../parts/menu.tsx'
import { useApp, useNavigation, useStores, useText } from '../context.ts'
import { SyncState } from './sync-state.tsx'
import './top-bar.css'

interface Props {
  readonly state: Extract<AppState, { phase: 'ready' }>
}

/** The title bar of the window: whose cases these are, how fresh they are, and who is looking. */
export function TopBar({ state }: Props) {
  const text = useText()
  const stores = useStores()
  const testData = useApp((store) => store.info?.testData ?? false)
  const go = useNavigation((store) => store.go)
  const others = state.municipalities.filter((other) => other.id !== state.municipality.id)
  const items: MenuItem[] = [
    ...others.map((other) => ({
      key: other.id,
      label: text.frame.switchTo(text.words.municipality(other.name)),
      icon: 'ArrowRightLeft' as const,
      run: () => void stores.app.getState().chooseMunicipality(other.id),
    })),
    {
      key: 'settings',
      label: text.frame.screens.settings,
      icon: 'Cog',
      run: () => go({ screen: 'settings' }),
    },
    {
      key: 'sign-out',
      label: text.frame.signOut,
      icon: 'Leave',
      run: () => stores.confirmSignOut.setState({ open: true }),
    },
  ]
  return (
    <header className="tm-bar">
      <button
        type="button"
        className="tm-bar__home"
        title={text.frame.home}
        onClick={() => go({ screen: 'dashboard' })}
      >
        <Logo size={20} />
        <span className="tm-bar__product">{text.words.product}</span>
      </button>
      <span className="tm-bar__municipality">{text.words.municipality(state.municipality.name)}</span>
      {testData ? (
        <span className="tm-bar__test" title={text.frame.testDataHint}>
          {text.frame.testData}
        </span>
      ) : null}
      <span className="tm-bar__space" />
      <SyncState signedIn={state.signedIn} />
      <Menu
        look="bar"
        icon="PersonCircle"
        trigger={<span className="tm-bar__user">{state.userName}</span>}
        label={text.frame.userMenu(state.userName)}
        items={items}
      />
    </header>
  )
}
