import type { DomainEvent } from '#core/event.ts'
import type { RunId, SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import type { WaitingFire } from '../awaiting.ts'
import type { Feed } from '../feed/feed.ts'
import { fillFires, firstOf } from '../market-fills.ts'
import type { Intake } from '../market-intake.ts'
import type { DemoClock, Insist } from './demo-clock.ts'

const RUN = 'r1' as RunId

export interface DemoMarketParts {
  readonly feed: Feed
  readonly intake: Intake
  readonly clock: DemoClock
  readonly insist: Insist
  readonly awaiting: () => readonly WaitingFire[]
}

/** Plays the past of a demo, as far as it is asked to. */
export class DemoMarket {
  readonly #parts: DemoMarketParts
  /** Ends of the windows of signals that are open, in the order of their opening. */
  readonly #windows = new Map<SignalId, MarketTimeMs>()
  readonly #settled = new Set<SignalId>()
  readonly #last = new Map<SymbolName, Bar>()

  constructor(parts: DemoMarketParts) {
    this.#parts = parts
  }

  async begin(): Promise<void> {
    const { feed, intake, insist } = this.#parts
    const { source, fingerprint, timeframe, symbols, startsAt } = feed
    await insist({ kind: 'open_run', runId: RUN, source, fingerprint, timeframe, symbols, startsAt })
    await intake.fastForward(
      0,
      () => undefined,
      async () => undefined,
      () => false,
    )
  }

  /** Plays what closes up to a moment; then both clocks stand there. */
  async playTo(target: number): Promise<void> {
    const { intake, clock, insist, feed, awaiting } = this.#parts
    for (;;) {
      const waiting = new Map(awaiting().map((fire) => [fire.signalId, fire]))
      const { closes, candidates, spaced, closedAt } = intake.gather({ target, speed: 1 })
      if (closes.length === 0) break
      clock.turn(closedAt)
      for (const { bar } of closes) this.#last.set(bar.symbol, bar)
      await fillFires(waiting, firstOf(closes), async (command) => (await insist(command)).length > 0)
      const step = intake.stepTo(RUN, closedAt)
      await insist({ ...step, closes, candidates, spaced, ended: feed.ended() })
    }
    clock.turn(target)
  }

  follow(event: DomainEvent): void {
    if (event.kind === 'signal_opened' && event.signal.veto === undefined)
      this.#windows.set(event.signal.signalId, event.signal.expiresAt)
    if (event.kind === 'signal_expired' || event.kind === 'signal_settled')
      this.#windows.delete(event.signalId)
    if (event.kind === 'signal_settled') this.#settled.add(event.signalId)
  }

  /** Signals that can be decided now. */
  readonly open = (): readonly SignalId[] => {
    const now = this.#parts.clock.now()
    return [...this.#windows].filter(([, expiresAt]) => expiresAt > now).map(([signalId]) => signalId)
  }

  /** The last bar of each symbol. */
  last(): readonly Bar[] {
    return [...this.#last.values()]
  }

  readonly settled = (signalId: SignalId): boolean => this.#settled.has(signalId)
}
