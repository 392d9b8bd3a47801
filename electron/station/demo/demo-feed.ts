import type { SymbolName } from '#core/kernel/ids.ts'
import { type MarketTimeMs, MINUTE_MS } from '#core/kernel/time.ts'
import { type Bar, TIMEFRAMES } from '#core/market/bar.ts'
import { openSimulation, SIMULATED } from '#core/market/simulator.ts'
import { openBarQueue } from '../feed/bar-queue.ts'
import type { Feed } from '../feed/feed.ts'
import { type Lane, mergeLanes } from '../feed/merged-feed.ts'
import { HISTORY_BARS } from '../feed/simulator.ts'

/** Long enough bars that three weeks of six markets are played in a moment. */
const TIMEFRAME = 'h1'
const BAR_MS = TIMEFRAMES[TIMEFRAME]
/** Bars before the first day, from which the sources learn what is usual. */
const LEAD_BARS = 60
const CAPACITY_BARS = 1_024

/** Which simulation a demo plays, and from when to when. */
export interface DemoPast {
  readonly seed: string
  /** A whole bar. */
  readonly from: MarketTimeMs
  /** Where the simulation that people will watch begins its run: a whole minute. */
  readonly until: MarketTimeMs
}

/**
 * The simulated past of a demo, which runs into the simulation that is watched afterwards without a jump of a price.
 *
 * The watched simulation makes its own last ten hours from its seed, at prices of its own. What lies before them is
 * another simulation, moved to meet the first of those prices; moving all prices by one factor keeps every result in R.
 */
export function openDemoFeed(past: DemoPast): Feed {
  return mergeLanes({
    source: 'sim',
    fingerprint: `demo:1:${past.seed}`,
    startsAt: past.from,
    lanes: SIMULATED.map(({ symbol, decimals }) => laneOf(symbol, decimals, past)),
    lookaheadBars: 0,
  })
}

function laneOf(symbol: SymbolName, decimals: number, past: DemoPast): Lane {
  const queue = openBarQueue(symbol, BAR_MS, CAPACITY_BARS)
  const bars = gather(minutesOf(symbol, decimals, past), past.until)
  const numbers = new Float64Array(7)
  for (const { openAt, open, high, low, close, volume, spread } of bars) {
    numbers.set([openAt, open, high, low, close, volume, spread])
    queue.push(numbers)
  }
  return {
    timeframe: TIMEFRAME,
    queue,
    exhausted: () => true,
    fill: () => undefined,
    badRows: () => ({ text: 0, nan: 0, range: 0, order: 0 }),
    close: async () => undefined,
  }
}

/** Minutes of the past, then those of the watched simulation's own history. */
function minutesOf(symbol: SymbolName, decimals: number, { seed, from, until }: DemoPast): readonly Bar[] {
  const watchedFrom = until - HISTORY_BARS * MINUTE_MS
  const watched = barsBetween(seed, symbol, { from: watchedFrom, until })
  const before = barsBetween(`${seed}:past`, symbol, { from: from - LEAD_BARS * BAR_MS, until: watchedFrom })
  const factor = (watched[0]?.open ?? 1) / (before.at(-1)?.close ?? 1)
  return [...before.map((bar) => moved(bar, factor, 10 ** decimals)), ...watched]
}

function barsBetween(
  seed: string,
  symbol: SymbolName,
  { from, until }: { readonly from: number; readonly until: number },
): readonly Bar[] {
  const simulation = openSimulation(seed, symbol, from)
  const bars: Bar[] = []
  for (let bar = simulation.next(); bar.openAt < until; bar = simulation.next()) bars.push(bar)
  return bars
}

/** @param scale  to the decimals in which the instrument is quoted */
function moved(bar: Bar, factor: number, scale: number): Bar {
  const at = (price: number): number => Math.round(price * factor * scale) / scale
  const { open, high, low, close, spread } = bar
  return { ...bar, open: at(open), high: at(high), low: at(low), close: at(close), spread: at(spread) }
}

/** Minutes gathered into longer bars; a bar that is not over by the end, or in which nothing was traded, is left out. */
function gather(minutes: readonly Bar[], until: MarketTimeMs): readonly Bar[] {
  const bars: Bar[] = []
  for (const minute of minutes) {
    const openAt = Math.floor(minute.openAt / BAR_MS) * BAR_MS
    const last = bars.at(-1)
    if (last?.openAt !== openAt) bars.push({ ...minute, openAt, closeAt: openAt + BAR_MS })
    else
      bars[bars.length - 1] = {
        ...last,
        high: Math.max(last.high, minute.high),
        low: Math.min(last.low, minute.low),
        close: minute.close,
        volume: last.volume + minute.volume,
        spread: minute.spread,
      }
  }
  return bars.filter(({ closeAt }) => closeAt <= until)
}
