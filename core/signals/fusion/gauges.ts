import { ATR, BollingerBands, DonchianChannels, EMA, MACD, MOM, RMA, RSI } from 'trading-signals'
import type { Bar } from '#core/market/bar.ts'

export const ATR_BARS = 14
const EMA_FAST_BARS = 12
const EMA_SLOW_BARS = 26
const EMA_LONG_BARS = 50
const MACD_SIGNAL_BARS = 9
const BANDS_BARS = 20
const CHANNEL_BARS = 20
const MOMENTUM_BARS = 10
const ACTIVITY_BARS = 20
const RANGE_BASELINE_BARS = 100

export interface Prices {
  readonly upper: number
  readonly lower: number
}

/**
 * What the instruments show after a closed bar, worked out once and read by all sources.
 *
 * A gauge that has not seen enough bars is null. `atr` above 0 is promised by `ready`.
 */
export interface Gauges {
  readonly bar: Bar
  readonly previous: Bar | null
  /** ATR, both moving averages and the MACD are there: sources may speak. */
  readonly ready: boolean
  /** Wilder's average true range of 14 bars, price units. */
  readonly atr: number
  /** ATR over its own average of 100 bars; null until that is filled. */
  readonly volatility: number | null
  readonly emaFast: number
  readonly emaSlow: number
  readonly emaLong: number
  /** MACD line minus its signal line. */
  readonly histogram: number
  /** Wilder's RSI of 14 bars, 0 to 100. */
  readonly rsi: number | null
  /** Bollinger bands, 20 bars, 2 deviations. */
  readonly bands: Prices | null
  /** Highest high and lowest low of the 20 bars before this one. */
  readonly channel: Prices | null
  /** Close minus the close 10 bars before. */
  readonly momentum: number | null
  /** How busy the bar was, 1 is usual: volume over its average; range over ATR where no volume is recorded. */
  readonly activity: number
}

/** The instruments of one symbol. `push` moves them by one closed bar and returns the same object each time. */
export interface GaugeBoard {
  readonly push: (bar: Bar) => Gauges
}

type Writable<Readings> = { -readonly [Name in keyof Readings]: Readings[Name] }

/**
 * Opens the instruments of one symbol.
 *
 * The object that `push` returns is overwritten by the next bar: read it, do not keep it.
 */
export function openGauges(): GaugeBoard {
  const emaFast = new EMA(EMA_FAST_BARS)
  const emaSlow = new EMA(EMA_SLOW_BARS)
  // The MACD moves the two averages it is made of, so they are read here and not moved again.
  const macd = new MACD(emaFast, emaSlow, new EMA(MACD_SIGNAL_BARS))
  const emaLong = new EMA(EMA_LONG_BARS)
  const averageRange = new ATR(ATR_BARS)
  const rangeBaseline = new RMA(RANGE_BASELINE_BARS)
  const rsi = new RSI(ATR_BARS)
  const bands = new BollingerBands(BANDS_BARS, 2)
  const donchian = new DonchianChannels(CHANNEL_BARS)
  const momentum = new MOM(MOMENTUM_BARS)
  const activityOf = openActivity()
  let channelNow: Prices | null = null
  let ranges = 0
  let now: Writable<Gauges> | null = null

  return {
    push(bar) {
      const gauges = now ?? firstReadings(bar)
      gauges.previous = now === null ? null : gauges.bar
      gauges.bar = bar
      now = gauges
      const lines = macd.update(bar.close, false)
      const atr = averageRange.update(bar, false)
      gauges.emaLong = emaLong.update(bar.close, false)
      gauges.rsi = rsi.update(bar.close, false)
      gauges.bands = bands.update(bar.close, false)
      gauges.momentum = momentum.update(bar.close, false)
      gauges.channel = channelNow
      channelNow = donchian.update(bar, false)
      gauges.activity = activityOf(bar, atr)
      if (atr !== null) {
        const baseline = rangeBaseline.update(atr, false)
        ranges += 1
        gauges.atr = atr
        gauges.volatility = ranges >= RANGE_BASELINE_BARS && baseline > 0 ? atr / baseline : null
      }
      if (lines !== null) {
        gauges.histogram = lines.histogram
        gauges.emaFast = emaFast.getResultOrThrow()
        gauges.emaSlow = emaSlow.getResultOrThrow()
      }
      gauges.ready = lines !== null && atr !== null && atr > 0
      return gauges
    },
  }
}

function firstReadings(bar: Bar): Writable<Gauges> {
  return {
    bar,
    previous: null,
    ready: false,
    atr: 0,
    volatility: null,
    emaFast: bar.close,
    emaSlow: bar.close,
    emaLong: bar.close,
    histogram: 0,
    rsi: null,
    bands: null,
    channel: null,
    momentum: null,
    activity: 1,
  }
}

/** Volume over its average of 20 bars; the bar's range over ATR where the feed records no volume (0). */
function openActivity(): (bar: Bar, atr: number | null) => number {
  const usualVolume = new EMA(ACTIVITY_BARS)
  let volumes = 0
  return (bar, atr) => {
    if (bar.volume === 0) return atr === null || atr === 0 ? 1 : (bar.high - bar.low) / atr
    const usual = volumes >= ACTIVITY_BARS ? usualVolume.getResultOrThrow() : bar.volume
    usualVolume.update(bar.volume, false)
    volumes += 1
    return bar.volume / usual
  }
}
