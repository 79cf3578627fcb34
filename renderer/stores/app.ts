import { createStore } from 'zustand/vanilla'
import type { AppInfo, AppState, Bridge } from '../../preload/contract.ts'
import type { ErrorKind } from '../../preload/result.ts'

export interface AppStore {
  readonly state: AppState
  readonly info: AppInfo | null
  /** The last order that failed at once, such as a browser that could not be opened. */
  readonly failure: ErrorKind | null
  readonly signIn: () => Promise<void>
  readonly cancelSignIn: () => Promise<void>
  /** Also the "Prøv igjen" of a failed start. */
  readonly continueOffline: () => Promise<void>
  readonly chooseMunicipality: (id: string) => Promise<void>
  readonly signOut: (wipe: boolean) => Promise<void>
  /** Asks the shell how far it has come. */
  readonly load: () => Promise<void>
}

type Order = 'session.signIn' | 'session.cancelSignIn' | 'session.continueOffline'

/** `saveTyped` puts what is typed on disk; it is called before the files it belongs in are closed. */
export function createAppStore(bridge: Bridge, saveTyped: () => Promise<unknown>) {
  const store = createStore<AppStore>()((set) => {
    const order = async (name: Order) => {
      const answer = await bridge.call(name, {})
      set({ failure: answer.ok ? null : answer.error.kind })
    }
    return {
      state: { phase: 'starting' },
      info: null,
      failure: null,
      signIn: () => order('session.signIn'),
      cancelSignIn: () => order('session.cancelSignIn'),
      continueOffline: () => order('session.continueOffline'),
      chooseMunicipality: async (id) => {
        await saveTyped()
        const answer = await bridge.call('session.chooseMunicipality', { id })
        set({ failure: answer.ok ? null : answer.error.kind })
      },
      signOut: async (wipe) => {
        if (!wipe) await saveTyped()
        const answer = await bridge.call('session.signOut', { wipe })
        set({ failure: answer.ok ? null : answer.error.kind })
      },
      load: async () => {
        const [state, info] = await Promise.all([bridge.call('app.state', {}), bridge.call('app.info', {})])
        set({
          state: state.ok ? state.value : { phase: 'failed', failure: state.error.kind, detail: '' },
          info: info.ok ? info.value : null,
        })
      },
    }
  })
  bridge.on('app-state', (state) => store.setState({ state, failure: null }))
  return store
}
