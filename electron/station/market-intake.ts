import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { ClosedBar, OpenCandidate } from '#core/command.ts'
import type { Policy, Speed } from '#core/context.ts'
import type { SymbolName } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import { type Bar, TIMEFRAMES } from '#core/market/bar.ts'
import { openPipeline, type Pipeline } from '#core/signals/fusion/pipeline.ts'
import type { Candidate } from '#core/signals/signal.ts'
import type { Feed } from './feed/feed.ts'

/** Bars that one step may hold. Bounds the time the writer is busy with it. */
export const STEP_BARS_MAX = 128
/** Longer holes in the feed, in bars, are jumped. */
const HOLE_BARS_MAX = 3
/** Bars of the past between two turns of the event loop: few, because the server opens and answers meanwhile. */
const FAST_FORWARD_BARS = 128

/** From where to where a step goes, and how fast the market runs meanwhile. */
export interface Stretch {
  readonly at: MarketTimeMs
  /** Infinite at full speed. */
  readonly target: MarketTimeMs
  readonly speed: Speed
}

/** Bars that closed in a stretch, with what came of them. */
export interface Gathered {
  readonly closes: readonly ClosedBar[]
  readonly candidates: readonly OpenCandidate[]
  /** Close of the last of them. */
  readonly closedAt: MarketTimeMs
  /** Where the market stands after them, holes jumped. */
  readonly at: MarketTimeMs
  /** The end of the stretch, moved on by every hole that was jumped. */
  readonly target: MarketTimeMs
}

export type IntakeParts = { readonly feed: Feed; readonly policy: Policy }

/** Takes bars from a feed, counts them, and asks the sources about each. */
export class Intake {
  readonly #feed: Feed
  readonly #policy: Policy
  readonly #timeframeMs: number
  readonly #pipelines: ReadonlyMap<SymbolName, Pipeline>
  #barsDone = 0

  constructor({ feed, policy }: IntakeParts) {
    this.#feed = feed
    this.#policy = policy
    this.#timeframeMs = TIMEFRAMES[feed.timeframe]
    this.#pipelines = new Map(feed.symbols.map((symbol) => [symbol, openPipeline(policy)]))
  }

  /** Bars of the run taken so far; the history before the run does not count. */
  get barsDone(): number {
    return this.#barsDone
  }

  /**
   * Takes what closes in the stretch and is ready, at most `STEP_BARS_MAX` bars and the rest of a close time.
   *
   * Nothing happens in a hole, so it takes no wall time: the stretch is moved to its end.
   */
  gather({ at: from, target: end, speed }: Stretch): Gathered {
    const closes: ClosedBar[] = []
    const candidates: OpenCandidate[] = []
    let at = from
    let target = end
    let closedAt = from
    while (closes.length < STEP_BARS_MAX) {
      const closeAt = this.#feed.nextCloseAt()
      if (closeAt === null) break
      const hole = closeAt - this.#timeframeMs - at
      if (hole > HOLE_BARS_MAX * this.#timeframeMs) {
        target += hole
        at += hole
      }
      if (closeAt > target) break
      for (const bar of this.#feed.take()) {
        const candidate = this.#close(bar, closes)
        if (candidate !== null) candidates.push(this.#opened(candidate, speed))
      }
      closedAt = closeAt
      at = closeAt
    }
    return { closes, candidates, closedAt, at, target }
  }

  /**
   * Takes the history before the run, and the run's bars up to a position, in slices.
   *
   * @param remember  told of each bar
   * @param stopped   asked between slices; true ends it before the position
   * @returns         the last close of them, or null when there was none
   */
  async fastForward(
    barsDone: number,
    remember: (bar: Bar) => void,
    stopped: () => boolean,
  ): Promise<MarketTimeMs | null> {
    let closedAt: MarketTimeMs | null = null
    let sinceTurn = 0
    while (!stopped() && (await this.#ready())) {
      const closeAt = this.#feed.nextCloseAt() ?? 0
      const history = closeAt <= this.#feed.startsAt
      if (!history && this.#barsDone >= barsDone) break
      const bars = this.#feed.take()
      for (const bar of bars) {
        this.#pipelineOf(bar.symbol).push(bar)
        remember(bar)
      }
      closedAt = closeAt
      sinceTurn += bars.length
      if (!history) this.#barsDone += bars.length
      if (sinceTurn >= FAST_FORWARD_BARS) {
        sinceTurn = 0
        await turnOfTheLoop()
      }
    }
    return closedAt
  }

  async #ready(): Promise<boolean> {
    if (this.#feed.nextCloseAt() !== null) return true
    await this.#feed.refill()
    return this.#feed.nextCloseAt() !== null
  }

  #close(bar: Bar, closes: ClosedBar[]): Candidate | null {
    const pipeline = this.#pipelineOf(bar.symbol)
    const candidate = pipeline.push(bar)
    this.#barsDone += 1
    closes.push({ bar, barIndex: pipeline.bars() - 1 })
    return candidate
  }

  /** Gives a candidate its window and horizon by the feed's own calendar. */
  #opened(candidate: Candidate, speed: Speed): OpenCandidate {
    const { fireWindowBars, fireWindowWallMsMin, horizonBars } = this.#policy
    const barsInWall = speed === 'max' ? 0 : Math.ceil((fireWindowWallMsMin * speed) / this.#timeframeMs)
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
