import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Frozen, paintedWhile, waitsWhileFrozen } from './frozen.ts'
import { type DeskState, EMPTY_DESK, type Message, reduce } from './reduce.ts'

type Watched<State> = Pick<StoreApi<State>, 'getState' | 'getInitialState' | 'subscribe'>

/** The store holds what the station said; only `apply` changes it. */
export interface StationStore {
  readonly state: () => DeskState
  readonly apply: (message: Message) => void
  /** What is painted: all that was heard, unless the reader froze the page. */
  readonly store: Watched<DeskState>
  /** All that was heard, frozen or not. */
  readonly heard: Watched<DeskState>
  readonly frozen: Watched<Frozen | null>
  /** Freezes the page as it is, or lets it go on. */
  readonly freeze: (on: boolean) => void
  /** Counts something that waits outside these stores, such as prices. */
  readonly countWaiting: () => void
}

/** Opens an empty store. */
export function openStationStore(): StationStore {
  const heard = createStore<DeskState>(() => EMPTY_DESK)
  const painted = createStore<DeskState>(() => EMPTY_DESK)
  const frozen = createStore<Frozen | null>(() => null)
  const paint = () => {
    const [held, now] = [frozen.getState(), heard.getState()]
    painted.setState(held === null ? now : paintedWhile(held, now), true)
  }
  const countWaiting = () => {
    const held = frozen.getState()
    if (held !== null) frozen.setState({ ...held, waiting: held.waiting + 1 }, true)
  }
  return {
    state: heard.getState,
    apply(message) {
      const before = heard.getState()
      const now = reduce(before, message)
      if (now === before) return
      heard.setState(now, true)
      if (waitsWhileFrozen(message)) countWaiting()
      paint()
    },
    store: painted,
    heard,
    frozen,
    freeze(on) {
      if (on === (frozen.getState() !== null)) return
      frozen.setState(on ? { at: heard.getState(), waiting: 0 } : null, true)
      paint()
    },
    countWaiting,
  }
}
