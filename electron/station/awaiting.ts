import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { Direction, Signal } from '#core/signals/signal.ts'
import type { Recorded } from '#db/journal.ts'

/** A signal on which somebody fired and still waits for the first price. */
export interface WaitingFire {
  readonly signalId: SignalId
  readonly symbol: SymbolName
  readonly direction: Direction
}

/** Follows which signals wait for a price. */
export class Awaiting {
  readonly #waiting = new Map<SignalId, WaitingFire>()
  readonly #signal: (id: SignalId) => Signal | null

  constructor(waiting: readonly Signal[], signal: (id: SignalId) => Signal | null) {
    this.#signal = signal
    for (const one of waiting) this.#add(one)
  }

  follow(recorded: readonly Recorded[]): void {
    for (const { event } of recorded) {
      switch (event.kind) {
        case 'signal_fired':
          this.#fired(event.signalId)
          break
        case 'signal_executed':
        case 'signal_expired':
        case 'signal_settled':
          this.#waiting.delete(event.signalId)
          break
        default:
      }
    }
  }

  /** In the order of their first waiting fire. */
  list(): readonly WaitingFire[] {
    return this.#waiting.size === 0 ? [] : [...this.#waiting.values()]
  }

  #fired(id: SignalId): void {
    if (this.#waiting.has(id)) return
    const signal = this.#signal(id)
    if (signal) this.#add(signal)
  }

  #add({ signalId, symbol, direction }: Signal): void {
    this.#waiting.set(signalId, { signalId, symbol, direction })
  }
}
