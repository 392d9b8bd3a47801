import { createStore, type StoreApi } from 'zustand/vanilla'
import { type DeskState, EMPTY_DESK, type Message, reduce } from './reduce.ts'

/** The store holds what the station said; only `apply` changes it. */
export interface StationStore {
  readonly state: () => DeskState
  readonly apply: (message: Message) => void
  readonly store: Pick<StoreApi<DeskState>, 'getState' | 'getInitialState' | 'subscribe'>
}

/** Opens an empty store. */
export function openStationStore(): StationStore {
  const store = createStore<DeskState>(() => EMPTY_DESK)
  return {
    state: store.getState,
    apply: (message) => store.setState((state) => reduce(state, message), true),
    store,
  }
}
