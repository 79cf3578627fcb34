import { createStore } from 'zustand/vanilla'

/** Where the user is. Held in memory only: no address ever names a person. */
export type Place =
  | { readonly screen: 'dashboard' }
  /** `choosing`: on the way to a change request, with a word on how to choose the case. */
  | { readonly screen: 'cases'; readonly choosing?: true }
  | { readonly screen: 'case'; readonly id: string }
  | { readonly screen: 'draft'; readonly id: string }
  /** `selected` is the request shown beside the list. */
  | { readonly screen: 'requests'; readonly selected: string | null }
  | { readonly screen: 'settings' }
export type Screen = Place['screen']

export interface NavigationStore {
  readonly place: Place
  readonly behind: readonly Place[]
  readonly ahead: readonly Place[]
  readonly go: (place: Place) => void
  /** Changes where we are without a step to go back over. */
  readonly replace: (place: Place) => void
  readonly back: () => void
  readonly forward: () => void
  /** To the dashboard, with nothing to go back to: another user or municipality. */
  readonly restart: () => void
}

const remembered = 50
const home: Place = { screen: 'dashboard' }

const same = (a: Place, b: Place) => JSON.stringify(a) === JSON.stringify(b)

export function createNavigationStore() {
  return createStore<NavigationStore>()((set) => ({
    place: home,
    behind: [],
    ahead: [],
    go: (place) =>
      set((now) =>
        same(now.place, place) ? now : { place, behind: [...now.behind, now.place].slice(-remembered), ahead: [] },
      ),
    replace: (place) => set({ place }),
    back: () =>
      set((now) => {
        const place = now.behind.at(-1)
        return place === undefined ? now : { place, behind: now.behind.slice(0, -1), ahead: [now.place, ...now.ahead] }
      }),
    forward: () =>
      set((now) => {
        const [place, ...ahead] = now.ahead
        return place === undefined ? now : { place, behind: [...now.behind, now.place], ahead }
      }),
    restart: () => set({ place: home, behind: [], ahead: [] }),
  }))
}
