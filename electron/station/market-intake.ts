import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { AdvanceMarket, ClosedBar, OpenCandidate } from '#core/command.ts'
import type { Policy, Speed } from '#core/context.ts'
import type { RunId, SymbolName } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import { type Bar, TIMEFRAMES } from '#core/market/bar.ts'
import { openPipeline, type Pipeline } from '#core/signals/fusion/pipeline.ts'
import type { Candidate } from '#core/signals/signal.ts'
import { owedWallMs } from '#core/signals/windows.ts'
import type { Feed } from './feed/feed.ts'

/** Bars that one step may hold. Bounds the time the writer is busy with it. */
export const STEP_BARS_MAX = 128
/** Bars of the past between two turns of the event loop: few, because the server opens and answers meanwhile. */
const FAST_FORWARD_BARS = 128

/** How far a step goes, and how fast the market runs meanwhile. */
export interface Stretch {
  /** Infinite at full speed. */
  readonly target: MarketTimeMs
  readonly speed: Speed
}

/** Bars that closed in a stretch, with what came of them. */
export interface Gathered {
  readonly closes: readonly ClosedBar[]
  readonly candidates: readonly OpenCandidate[]
  /** What would have been a candidate but came too soon after another. */
  readonly spaced: readonly Pick<Candidate, 'symbol' | 'at'>[]
  /** Close of the last of them; the end of the stretch where there are none. */
  readonly closedAt: MarketTimeMs
}

export type IntakeParts = { readonly feed: Feed; readonly policy: Policy }

/** Takes bars from a feed, counts them, and asks the sources about each. */
export class Intake {
  readonly #feed: Feed
  readonly #policy: Policy
  readonly #pipelines: ReadonlyMap<SymbolName, Pipeline>
  #barsDone = 0

  constructor({ feed, policy }: IntakeParts) {
    this.#feed = feed
    this.#policy = policy
    this.#pipelines = new Map(feed.symbols.map((symbol) => [symbol, openPipeline(policy)]))
  }

  /** Bars of the run taken so far; the history before the run does not count. */
  get barsDone(): number {
    return this.#barsDone
  }

  /** The run goes on after so many bars, which are not taken again. */
  goOnAfter(barsDone: number): void {
    this.#barsDone = barsDone
  }

  /** A step of the run to `at` that closes nothing. */
  stepTo(runId: RunId, at: MarketTimeMs): AdvanceMarket {
    return {
      kind: 'advance_market',
      runId,
      barsDone: this.#barsDone,
      at: Math.floor(at),
      closes: [],
      candidates: [],
      ended: false,
    }
  }

  /**
   * Takes what closes in the stretch and is ready, at most `STEP_BARS_MAX` bars and the rest of a close time.
   *
   * Ends before a hole, which takes no wall time and is not gone over by the way; at full speed nothing takes any.
   */
  gather({ target, speed }: Stretch): Gathered {
    const closes: ClosedBar[] = []
    const candidates: OpenCandidate[] = []
    const spaced: Pick<Candidate, 'symbol' | 'at'>[] = []
    let closedAt = target
    while (closes.length < STEP_BARS_MAX) {
      const closeAt = this.#feed.nextCloseAt()
      if (closeAt === null || closeAt > target) break
      if (speed !== 'max' && closes.length > 0 && this.#feed.holeAfter(closedAt) > 0) break
      for (const candidate of this.#closeNext(closes, spaced)) candidates.push(this.#opened(candidate, speed))
      closedAt = closeAt
    }
    return { closes, candidates, spaced, closedAt }
  }

  /**
   * Takes the history before the run, and the run's bars up to a position, in slices.
   *
   * @param remember  told of each bar
   * @param ready     reads on where nothing is ready to be taken
   * @param stopped   asked between slices; true ends it before the position
   * @returns         the last close of them, or null when there was none
   */
  async fastForward(
    barsDone: number,
    remember: (bar: Bar) => void,
    ready: () => Promise<void>,
    stopped: () => boolean,
  ): Promise<MarketTimeMs | null> {
    let closedAt: MarketTimeMs | null = null
    let sinceTurn = 0
    while (!stopped()) {
      const closeAt = this.#feed.nextCloseAt() ?? (await ready().then(this.#feed.nextCloseAt))
      const history = closeAt !== null && closeAt <= this.#feed.startsAt
      if (closeAt === null || (!history && this.#barsDone >= barsDone)) break
      const bars = this.#takePast(remember)
      closedAt = closeAt
      sinceTurn += bars
      if (!history) this.#barsDone += bars
      if (sinceTurn >= FAST_FORWARD_BARS) {
        sinceTurn = 0
        await turnOfTheLoop()
      }
    }
    return closedAt
  }

  /** Takes the bars of the next close without asking what comes of them; tells how many. */
  #takePast(remember: (bar: Bar) => void): number {
    const bars = this.#feed.take()
    for (const bar of bars) {
      this.#pipelineOf(bar.symbol).push(bar)
      remember(bar)
    }
    return bars.length
  }

  /** Takes the bars of the next close; what comes of them. */
  #closeNext(closes: ClosedBar[], spaced: Pick<Candidate, 'symbol' | 'at'>[]): readonly Candidate[] {
    const candidates: Candidate[] = []
    for (const bar of this.#feed.take()) {
      const pipeline = this.#pipelineOf(bar.symbol)
      const candidate = pipeline.push(bar)
      this.#barsDone += 1
      closes.push({ bar, barIndex: pipeline.bars() - 1 })
      if (candidate !== null) candidates.push(candidate)
      if (pipeline.spaced()) spaced.push({ symbol: bar.symbol, at: bar.closeAt })
    }
    return candidates
  }

  /** Gives a candidate its window and horizon by the feed's own calendar. */
  #opened(candidate: Candidate, speed: Speed): OpenCandidate {
    const { fireWindowBars, horizonBars } = this.#policy
    const wallMs = owedWallMs(this.#policy)
    const barMs = TIMEFRAMES[this.#feed.timeframeOf(candidate.symbol)]
    const barsInWall = speed === 'max' ? 0 : Math.ceil((wallMs * speed) / barMs)
    return {
      candidate,
      expiresAt: this.#feed.closeAfter(candidate.symbol, Math.max(fireWindowBars, barsInWall)),
      horizonAt: this.#feed.closeAfter(candidate.symbol, horizonBars),
    }
  }

  #pipelineOf(symbol: SymbolName): Pipeline {
    const pipeline = this.#pipelines.get(symbol)
    invariant(pipeline !== undefined, 'a feed hands out bars of its own symbols')
    return pipeline
  }
}
