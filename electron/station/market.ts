import type { Speed } from '#core/context.ts'
import type { Feed } from './feed/feed.ts'
import { machineClock, type PlayerClock, Playhead } from './market-clock.ts'
import { openHistory } from './market-history.ts'
import type { PlayerParts } from './market-parts.ts'
import { Player } from './market-player.ts'
import type { LiveMark, Market, Quote } from './station.ts'

export interface MarketStart extends Omit<PlayerParts, 'clock' | 'history' | 'playhead'> {
  readonly speed: Speed
  /** The machine's own where none is given. */
  readonly clock?: PlayerClock
}

/** A market that plays until it is stopped. */
export interface PlayingMarket extends Market {
  /** Settles when the run stands where it was left; then time flows. */
  readonly ready: Promise<void>
  /** Ends the step under way, stops the clock and closes the feed. */
  stop(): Promise<void>
}

/**
 * Starts playing a feed into the writer, from where the run was left.
 *
 * The bars before that position go through the sources and into the picture first, without commands and in slices
 * that let the event loop breathe; until then there are no quotes and the clock stands. Market time follows wall time
 * at the speed that is set and is never told further than what is on disk.
 *
 * @param start  `execute` is the one way to change anything; its answers pace the market
 */
export function startMarket(start: MarketStart): PlayingMarket {
  const { feed, run, speed, clock = machineClock } = start
  const history = openHistory(feed)
  const playhead = new Playhead(clock, Math.max(feed.startsAt, run.at), speed)
  const player = new Player({ ...start, clock, history, playhead })

  const quote = (symbol: (typeof feed.symbols)[number]): Quote | null => {
    const last = history.last(symbol)
    const forming = playhead.speed === 'max' ? null : feed.formingAt(symbol, playhead.tell().at)
    const newest = forming ?? last
    if (newest === null) return null
    const barsClosed = history.closed(symbol)
    return { symbol, bid: newest.close, ask: newest.close + newest.spread, barsClosed, last, forming }
  }

  return {
    source: feed.source,
    symbols: feed.symbols,
    timeframe: feed.timeframe,
    timeframeOf: feed.timeframeOf,
    clock: () => playhead.tell(),
    get paused() {
      return player.paused
    },
    get ended() {
      return player.ended
    },
    get failed() {
      return player.failed
    },
    quotes: () => (player.started ? feed.symbols.map(quote).filter((found) => found !== null) : []),
    candles: (symbol, timeframe, range) => history.candles(symbol, timeframe, range),
    health: () => feed.health(),
    live: () => liveMark(feed),
    fusionMs: () => ({ last: player.fusionMs.last(), before: player.fusionMs.before() }),
    pause: () => player.pause(),
    resume: () => player.resume(),
    setSpeed: (next) => player.setSpeed(next),
    onTick: (listener) => player.onTick(listener),
    ready: player.ready,
    stop: () => player.stop(),
  }
}

function liveMark(feed: Feed): LiveMark | null {
  const { live } = feed.health()
  return live === undefined ? null : { exchange: live.exchange, fresh: live.fresh, heardAt: live.heardAt }
}
